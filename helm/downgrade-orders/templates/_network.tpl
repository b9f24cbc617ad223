{{/* A rule for what may be connected to: peers, port, and protocols other than TCP. */}}
{{- define "downgrade-orders.egress" -}}
- to:
    {{- toYaml .peers.to | nindent 4 }}
  ports:
    {{- range .protocols | default (list "TCP") }}
    - protocol: {{ . }}
      port: {{ $.peers.port | int }}
    {{- end }}
{{- end -}}

{{/* A rule for who may connect. An empty list of peers would mean everybody, so the rule is then left out. */}}
{{- define "downgrade-orders.ingress" -}}
{{- with .peers }}
- from:
    {{- toYaml . | nindent 4 }}
  ports:
    - protocol: TCP
      port: {{ $.port }}
{{- end }}
{{- end -}}
