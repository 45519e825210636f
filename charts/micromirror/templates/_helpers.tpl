{{/*
Name of everything in the release: the release's own name where that says "micromirror" already.
A release name has at most 53 characters; cutting there leaves room for the longest suffix in a 63-character label.
*/}}
{{- define "micromirror.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 53 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* Labels that never change within a release: a Deployment's selector is immutable. */}}
{{- define "micromirror.selectorLabels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/component: operator
{{- end -}}

{{- define "micromirror.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: micromirror
{{- end -}}

{{- define "micromirror.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}

{{- define "micromirror.servingImage" -}}
{{ .Values.image.repository }}:{{ .Values.serving.tag | default .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}

{{/* The Restricted pod security standard; 9001 is the image's user. */}}
{{- define "micromirror.podSecurityContext" -}}
runAsNonRoot: true
runAsUser: 9001
runAsGroup: 9001
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "micromirror.containerSecurityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{- define "micromirror.placement" -}}
{{- with .Values.operator.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.operator.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* Annotations of a part of the hook that upgrades the CRDs; takes its place in the order, lowest first. */}}
{{- define "micromirror.crdsHook" -}}
helm.sh/hook: pre-upgrade
helm.sh/hook-weight: {{ . | quote }}
helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
{{- end -}}
