-- Creates the two roles of the service; run once by a superuser, in the service's database:
--   OWNER_PASSWORD=… RUNTIME_PASSWORD=… POSTGRES_DB=billing psql -f db/roles.sql billing
-- billing_owner migrates; the service runs as billing_runtime, which gets its rights from the migrations.
\set ON_ERROR_STOP on
\getenv database POSTGRES_DB
\getenv owner_password OWNER_PASSWORD
\getenv runtime_password RUNTIME_PASSWORD

CREATE ROLE billing_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE billing_runtime LOGIN PASSWORD :'runtime_password';

ALTER DATABASE :"database" OWNER TO billing_owner;
REVOKE ALL ON DATABASE :"database" FROM PUBLIC; -- no temporary tables either
GRANT CONNECT ON DATABASE :"database" TO billing_runtime;

-- For people on call, who look at everything (encrypted passwords too), see what sessions do, and end them:
-- CREATE ROLE billing_oncall LOGIN PASSWORD '…';
-- GRANT CONNECT ON DATABASE billing TO billing_oncall;
-- GRANT pg_monitor, pg_signal_backend, pg_read_all_data TO billing_oncall;
