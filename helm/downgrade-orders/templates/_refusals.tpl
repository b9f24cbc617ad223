{{/* Values that are missing or contradict each other end the rendering, all of them at once, each with what to set instead. */}}
{{- define "downgrade-orders.refuse" -}}
{{- $refusals := list -}}
{{- range list "image" "database" "migrations" "callers" "exposure" "kafka" "tracing" "availability" "lifecycle" "pods" "network" -}}
{{- with include (printf "downgrade-orders.refusals.%s" .) $ | trim -}}
{{- $refusals = append $refusals . -}}
{{- end -}}
{{- end -}}
{{- if $refusals -}}
{{- fail (printf "\n\n%s\n" (join "\n" $refusals)) -}}
{{- end -}}
{{- end -}}

{{- define "downgrade-orders.refusals.image" -}}
{{- with .Values.image }}
{{- if not .repository }}
- image.repository is missing: set it to the repository of the image in your registry, without a tag.
{{- else if or (contains "@" .repository) (contains ":" (base .repository)) }}
- image.repository has a tag or a digest in it: set it to the repository alone, and image.tag or image.digest to the rest.
{{- end }}
{{- if and .digest (not (regexMatch "^sha256:[a-f0-9]{64}$" .digest)) }}
- image.digest is not a digest: set it to sha256: and 64 hexadecimal digits, or leave it empty and set image.tag.
{{- end }}
{{- if and .tag (not (regexMatch "^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$" .tag)) }}
- image.tag is not a tag: set it to a version such as 1.4.2; a digest goes into image.digest.
{{- end }}
{{- if and (eq .tag "latest") (not .digest) }}
- image.tag is "latest", which says nothing about what runs: set a version, or image.digest.
{{- end }}
{{- end }}
{{- end -}}

{{- define "downgrade-orders.refusals.database" -}}
{{- with .Values.database }}
{{- if not .url }}
- database.url is missing: set it to jdbc:postgresql://host:5432/billing.
{{- else if not (hasPrefix "jdbc:postgresql://" .url) }}
- database.url is not a JDBC URL of PostgreSQL: set it to jdbc:postgresql://host:5432/billing.
{{- end }}
{{- if regexMatch "[?&](user|password)=" .url }}
- database.url has credentials in it: put them into a Secret and set database.runtime.existingSecret to its name.
{{- end }}
{{- if and .owner.url (not (hasPrefix "jdbc:postgresql://" .owner.url)) }}
- database.owner.url is not a JDBC URL of PostgreSQL: set it to jdbc:postgresql://host:5432/billing, or leave it empty.
{{- end }}
{{- if regexMatch "[?&](user|password)=" .owner.url }}
- database.owner.url has credentials in it: put them into a Secret and set database.owner.existingSecret to its name.
{{- end }}
{{- if not .runtime.existingSecret }}
- database.runtime.existingSecret is missing: create a Secret with the runtime role's {{ .runtime.usernameKey }} and
  {{ .runtime.passwordKey }}, and set its name.
{{- end }}
{{- $ofReplica := add .poolSize (ternary 1 0 $.Values.kafka.enabled) }}
{{- /* Those of one more that starts, and of one that ends, in a rolling update. */}}
{{- $connections := mul $ofReplica (add 2 (include "downgrade-orders.maxReplicas" $ | int)) }}
{{- if and .maxConnections (gt $connections (int64 .maxConnections)) }}
- database.maxConnections is {{ int .maxConnections }}, and up to {{ $connections }} connections are needed ({{ $ofReplica }} for each of
  {{ include "downgrade-orders.maxReplicas" $ }} replicas and for the two more of a rolling update, one that starts and one that ends): lower database.poolSize
  or the number of replicas.
{{- end }}
{{- end }}
{{- end -}}

{{- define "downgrade-orders.refusals.migrations" -}}
{{- $mode := .Values.migrations.mode }}
{{- with .Values.database }}
{{- if and (ne $mode "none") (not .owner.existingSecret) }}
- database.owner.existingSecret is missing, and migrations.mode is {{ $mode }}: create a Secret with the owner role's
  {{ .owner.usernameKey }} and {{ .owner.passwordKey }} and set its name, or set migrations.mode to none where somebody else migrates.
{{- end }}
{{- $same := and (eq .owner.existingSecret .runtime.existingSecret) (eq .owner.usernameKey .runtime.usernameKey) }}
{{- if and (ne $mode "none") .owner.existingSecret $same }}
- database.owner and database.runtime are the same role, so that the service could rewrite its audit log: set another Secret or
  other keys for one of them.
{{- end }}
{{- end }}
{{- end -}}

{{- define "downgrade-orders.refusals.callers" -}}
{{- if not .Values.encryptionKey.existingSecret }}
- encryptionKey.existingSecret is missing: create a Secret with {{ .Values.encryptionKey.key }} (openssl rand -base64 32) and set its name.
{{- end }}
{{- if eq .Values.encryptionKey.previousKeysKey .Values.encryptionKey.key }}
- encryptionKey.previousKeysKey names the current key: put the previous keys under another key of the Secret.
{{- end }}
{{- with .Values.jwt }}
{{- if not (or .issuerUri .jwkSetUri .publicKeyLocation) }}
- jwt.issuerUri is missing: set it to the identity provider's issuer, or jwt.jwkSetUri where it has no discovery document, or
  jwt.publicKeyLocation where its key is mounted.
{{- else if and .issuerUri .jwkSetUri }}
- jwt.issuerUri and jwt.jwkSetUri are both set: keep jwt.issuerUri where the provider has a discovery document, and jwt.jwkSetUri
  where it has none.
{{- end }}
{{- if and .publicKeyLocation (or .issuerUri .jwkSetUri) }}
- jwt.publicKeyLocation is not the only one of jwt that is set, and would not be read: keep one.
{{- end }}
{{- end }}
{{- with .Values.rateLimit }}
{{- if and .requestsPerSecond (lt (int .burst) (int .requestsPerSecond)) }}
- rateLimit.burst is below rateLimit.requestsPerSecond, which nobody could reach then: raise the burst to at least
  {{ int .requestsPerSecond }}.
{{- end }}
{{- end }}
{{- range .Values.console.allowedOrigins }}
{{- if contains "*" . }}
- console.allowedOrigins has {{ . }}: name each origin in full, such as https://console.example.com.
{{- else if not (regexMatch "^https?://[^/,]+$" .) }}
- console.allowedOrigins has {{ . }}, which is not an origin: set scheme and host without a path, such as
  https://console.example.com.
{{- end }}
{{- end }}
{{- end -}}

{{- define "downgrade-orders.refusals.exposure" -}}
{{- with .Values.exposure }}
{{- if ne .type "none" }}
{{- if not .host }}
- exposure.host is missing, and exposure.type is {{ .type }}: set it to the host name that clients call.
{{- else if not (regexMatch "^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$" .host) }}
- exposure.host is not a host name: set it without scheme, port, path and wildcard, in lower case.
{{- end }}
{{- end }}
{{- if and (eq .type "httpRoute") (not .httpRoute.parentRefs) }}
- exposure.httpRoute.parentRefs is missing: set the Gateways that the route belongs to, [{name: public, namespace: gateways}].
{{- end }}
{{- if and .host (eq .type "none") }}
- exposure.host is set, and exposure.type is none: set the type to ingress or httpRoute, or leave the host empty.
{{- end }}
{{- end }}
{{- end -}}

{{- define "downgrade-orders.refusals.kafka" -}}
{{- with .Values.kafka }}
{{- $sasl := hasPrefix "SASL_" .securityProtocol }}
{{- if and .enabled (not .bootstrapServers) }}
- kafka.bootstrapServers is missing, and kafka.enabled is true: set the brokers, ["kafka-0.kafka:9092"].
{{- end }}
{{- if and .enabled $sasl (not .sasl.existingSecret) }}
- kafka.sasl.existingSecret is missing, and kafka.securityProtocol is {{ .securityProtocol }}: create a Secret with {{ .sasl.key }} and set
  its name.
{{- end }}
{{- if and .enabled .sasl.existingSecret (not $sasl) }}
- kafka.sasl.existingSecret is set, and kafka.securityProtocol is {{ .securityProtocol }}, which sends no credentials: set it to
  SASL_SSL.
{{- end }}
{{- end }}
{{- end -}}

{{- define "downgrade-orders.refusals.tracing" -}}
{{- if and .Values.tracing.enabled (not .Values.tracing.otlpEndpoint) }}
- tracing.otlpEndpoint is missing, and tracing.enabled is true: set it to the collector's address, http://collector:4318/v1/traces.
{{- end }}
{{- end -}}

{{- define "downgrade-orders.refusals.availability" -}}
{{- with .Values.autoscaling }}
{{- if and .enabled (gt (int .minReplicas) (int .maxReplicas)) }}
- autoscaling.minReplicas is above autoscaling.maxReplicas: lower the one or raise the other.
{{- end }}
{{- if and .enabled (not (dig "requests" "cpu" "" $.Values.resources)) }}
- autoscaling.enabled is true, and nothing to measure against is set: set resources.requests.cpu.
{{- end }}
{{- end }}
{{- with .Values.podDisruptionBudget }}
{{- if and .enabled (has (toString .maxUnavailable) (list "0" "0%")) }}
- podDisruptionBudget.maxUnavailable is {{ .maxUnavailable }}, which would block every drain of a node: set it to 1 or more.
{{- end }}
{{- end }}
{{- end -}}

{{- define "downgrade-orders.refusals.lifecycle" -}}
{{- with .Values.lifecycle }}
{{- $needed := add .preStopSeconds .shutdownTimeoutSeconds 10 }}
{{- if lt (int64 .terminationGracePeriodSeconds) $needed }}
- lifecycle.terminationGracePeriodSeconds is {{ int .terminationGracePeriodSeconds }}, and replicas would be killed while they serve:
  set it to {{ $needed }} or more (preStopSeconds + shutdownTimeoutSeconds + 10).
{{- end }}
{{- $timeout := trimSuffix "s" $.Values.requestTimeout | int }}
{{- if lt (int .shutdownTimeoutSeconds) $timeout }}
- lifecycle.shutdownTimeoutSeconds is below requestTimeout, and requests would be cut off: set it to {{ $timeout }} or more.
{{- end }}
{{- end }}
{{- end -}}

{{- define "downgrade-orders.refusals.pods" -}}
{{- $own := dict }}
{{- range splitList "\n" (include "downgrade-orders.ownEnv" .) }}
{{- $_ := set $own (include "downgrade-orders.bareName" .) . }}
{{- end }}
{{- range .Values.extraEnv }}
{{- with get $own (include "downgrade-orders.bareName" .name) }}
- extraEnv has {{ . }}, which the chart sets or relies on: use the chart's own value for it.
{{- end }}
{{- end }}
{{- range $name, $_ := .Values.podLabels }}
{{- if regexMatch "^(app\\.kubernetes\\.io|helm\\.sh)/" $name }}
- podLabels has {{ $name }}, by which the chart finds its pods: choose another name.
{{- end }}
{{- end }}
{{- end -}}

{{- define "downgrade-orders.refusals.network" -}}
{{- with .Values.networkPolicy }}
{{- if .enabled }}
{{- if and (ne $.Values.exposure.type "none") (not .ingress.gateway) }}
- networkPolicy.ingress.gateway is missing, and exposure.type is {{ $.Values.exposure.type }}: set the peers that are the gateway's
  pods.
{{- end }}
{{- if and $.Values.serviceMonitor.enabled (not .ingress.prometheus) }}
- networkPolicy.ingress.prometheus is missing, and serviceMonitor.enabled is true: set the peers that are Prometheus' pods.
{{- end }}
{{- $needed := dict "dns" true "database" true "identityProvider" (not $.Values.jwt.publicKeyLocation) }}
{{- $needed = merge $needed (dict "kafka" $.Values.kafka.enabled "otlpCollector" $.Values.tracing.enabled) }}
{{- $_ := set $needed "ownerDatabase" (and $.Values.database.owner.url (ne $.Values.migrations.mode "none")) }}
{{- range $name, $egress := .egress }}
{{- if and (get $needed $name) (not $egress.to) }}
- networkPolicy.egress.{{ $name }}.to is missing, and it could not be reached: set the peers, by pod labels or as ipBlock.
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}
