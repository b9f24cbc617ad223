{{/* One variable out of an existing Secret; where it is optional, the Secret may lack the key. */}}
{{- define "downgrade-orders.secretEnv" -}}
- name: {{ .name }}
  valueFrom:
    secretKeyRef:
      name: {{ .secret }}
      key: {{ .key }}
      {{- if .optional }}
      optional: true
      {{- end }}
{{- end -}}

{{/* What Flyway needs to migrate: a connection of the owner, and to whom the migrations grant. */}}
{{- define "downgrade-orders.migrationEnv" -}}
{{- $database := .Values.database -}}
{{- $owner := $database.owner -}}
{{- $runtime := $database.runtime -}}
- name: SPRING_FLYWAY_URL
  value: {{ $owner.url | default $database.url | quote }}
{{ include "downgrade-orders.secretEnv" (dict "name" "SPRING_FLYWAY_USER" "secret" $owner.existingSecret "key" $owner.usernameKey) }}
{{ include "downgrade-orders.secretEnv" (dict "name" "SPRING_FLYWAY_PASSWORD" "secret" $owner.existingSecret "key" $owner.passwordKey) }}
{{ include "downgrade-orders.secretEnv"
    (dict "name" "BILLING_DATABASE_RUNTIME_ROLE" "secret" $runtime.existingSecret "key" $runtime.usernameKey) }}
{{- end -}}

{{- define "downgrade-orders.javaEnv" -}}
{{- with .Values.javaToolOptions }}
- name: JAVA_TOOL_OPTIONS
  value: {{ . | quote }}
{{- end }}
{{- end -}}

{{- define "downgrade-orders.databaseEnv" -}}
{{- $database := .Values.database -}}
{{- $runtime := $database.runtime -}}
- name: SPRING_DATASOURCE_URL
  value: {{ $database.url | quote }}
{{ include "downgrade-orders.secretEnv"
    (dict "name" "SPRING_DATASOURCE_USERNAME" "secret" $runtime.existingSecret "key" $runtime.usernameKey) }}
{{ include "downgrade-orders.secretEnv"
    (dict "name" "SPRING_DATASOURCE_PASSWORD" "secret" $runtime.existingSecret "key" $runtime.passwordKey) }}
- name: SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE
  value: {{ $database.poolSize | int | quote }}
{{- if eq .Values.migrations.mode "service" }}
{{ include "downgrade-orders.migrationEnv" . }}
{{- else }}
- name: SPRING_FLYWAY_ENABLED
  value: "false"
{{- end }}
{{- end -}}

{{- define "downgrade-orders.callersEnv" -}}
{{- $key := .Values.encryptionKey -}}
{{ include "downgrade-orders.secretEnv"
    (dict "name" "BILLING_ACCESS_KEYS_ENCRYPTION_KEY" "secret" $key.existingSecret "key" $key.key) }}
{{- with $key.previousKeysKey }}
{{- /* Without one that is needed the service does not start, and says so. */}}
{{ include "downgrade-orders.secretEnv"
    (dict "name" "BILLING_ACCESS_KEYS_PREVIOUS_ENCRYPTION_KEYS" "secret" $key.existingSecret "key" . "optional" true) }}
{{- end }}
{{- with .Values.jwt.issuerUri }}
- name: SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI
  value: {{ . | quote }}
{{- end }}
{{- with .Values.jwt.jwkSetUri }}
- name: SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_JWK_SET_URI
  value: {{ . | quote }}
{{- end }}
{{- with .Values.jwt.publicKeyLocation }}
- name: SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_PUBLIC_KEY_LOCATION
  value: {{ . | quote }}
{{- end }}
{{- with .Values.jwt.audiences }}
- name: SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_AUDIENCES
  value: {{ join "," . | quote }}
{{- end }}
- name: BILLING_RATE_LIMIT_REQUESTS_PER_SECOND
  value: {{ .Values.rateLimit.requestsPerSecond | int | quote }}
- name: BILLING_RATE_LIMIT_BURST
  value: {{ .Values.rateLimit.burst | int | quote }}
- name: BILLING_REQUEST_TIMEOUT
  value: {{ .Values.requestTimeout | quote }}
{{- with .Values.console.allowedOrigins }}
- name: BILLING_CONSOLE_ALLOWED_ORIGINS
  value: {{ join "," . | quote }}
{{- end }}
{{- if or .Values.trustedProxy (ne .Values.exposure.type "none") }}
- name: SERVER_FORWARD_HEADERS_STRATEGY
  value: native
{{- end }}
{{- end -}}

{{- define "downgrade-orders.kafkaEnv" -}}
{{- with .Values.kafka }}
{{- if .enabled }}
- name: BILLING_AUDIT_KAFKA_ENABLED
  value: "true"
- name: SPRING_KAFKA_BOOTSTRAP_SERVERS
  value: {{ join "," .bootstrapServers | quote }}
- name: SPRING_KAFKA_SECURITY_PROTOCOL
  value: {{ .securityProtocol }}
{{- if hasPrefix "SASL_" .securityProtocol }}
- name: SPRING_KAFKA_PROPERTIES_SASL_MECHANISM
  value: {{ .sasl.mechanism }}
{{ include "downgrade-orders.secretEnv"
    (dict "name" "SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG" "secret" .sasl.existingSecret "key" .sasl.key) }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "downgrade-orders.tracingEnv" -}}
{{- with .Values.tracing }}
{{- if .enabled }}
- name: MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT
  value: {{ .otlpEndpoint | quote }}
- name: MANAGEMENT_TRACING_SAMPLING_PROBABILITY
  value: {{ .samplingProbability | quote }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "downgrade-orders.serviceEnv" -}}
{{ include "downgrade-orders.databaseEnv" . }}
{{ include "downgrade-orders.callersEnv" . }}
{{- include "downgrade-orders.kafkaEnv" . }}
{{- include "downgrade-orders.tracingEnv" . }}
- name: SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE
  value: {{ printf "%ds" (int .Values.lifecycle.shutdownTimeoutSeconds) | quote }}
{{- include "downgrade-orders.javaEnv" . }}
{{- with .Values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Names that extraEnv must not have: what the chart sets by its values, and the ports that its probes and Services rely on. */}}
{{- define "downgrade-orders.ownEnv" -}}
BILLING_ACCESS_KEYS_ENCRYPTION_KEY
BILLING_ACCESS_KEYS_PREVIOUS_ENCRYPTION_KEYS
BILLING_AUDIT_KAFKA_ENABLED
BILLING_CONSOLE_ALLOWED_ORIGINS
BILLING_DATABASE_RUNTIME_ROLE
BILLING_RATE_LIMIT_BURST
BILLING_RATE_LIMIT_REQUESTS_PER_SECOND
BILLING_REQUEST_TIMEOUT
JAVA_TOOL_OPTIONS
MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT
MANAGEMENT_SERVER_PORT
MANAGEMENT_TRACING_SAMPLING_PROBABILITY
SERVER_FORWARD_HEADERS_STRATEGY
SERVER_PORT
SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE
SPRING_DATASOURCE_PASSWORD
SPRING_DATASOURCE_URL
SPRING_DATASOURCE_USERNAME
SPRING_FLYWAY_ENABLED
SPRING_FLYWAY_PASSWORD
SPRING_FLYWAY_URL
SPRING_FLYWAY_USER
SPRING_KAFKA_BOOTSTRAP_SERVERS
SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG
SPRING_KAFKA_PROPERTIES_SASL_MECHANISM
SPRING_KAFKA_SECURITY_PROTOCOL
SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE
SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_AUDIENCES
SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI
SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_JWK_SET_URI
SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_PUBLIC_KEY_LOCATION
{{- end -}}

{{/* As Spring Boot compares names: it takes them with and without the underscores that stand for dashes. */}}
{{- define "downgrade-orders.bareName" -}}
{{- regexReplaceAll "[^A-Za-z0-9]" . "" | upper -}}
{{- end -}}
