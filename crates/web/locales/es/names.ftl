# Nombres de lo que tiene un código: medidas, factores, respuestas, funciones, estados.

measure-satisfaction = Satisfacción
measure-trust = Confianza
measure-effectiveness = Eficacia
measure-ease = Facilidad
measure-efficiency = Rapidez
measure-transparency = Transparencia
measure-humanity = Trato humano
measure-employee = Ayuda del personal
measure-nps = Índice de recomendación neta (NPS)
measure-csat = Índice de satisfacción del cliente
measure-ces = Índice de esfuerzo del cliente
measure-usefulness = Utilidad
measure-rating = Calificación general

driver-effectiveness = Necesidad atendida
driver-ease = Facilidad
driver-efficiency = Rapidez
driver-transparency = Equidad y claridad
driver-humanity = Respeto
driver-employee = Ayuda del personal
driver-other = Otra cosa

answer-thumbs-0 = No
answer-thumbs-1 = Sí
answer-yes-no-0 = No
answer-yes-no-1 = Sí
answer-tick-0 = Sin marcar
answer-tick-1 = Marcado
answer-likert5-1 = Muy en desacuerdo
answer-likert5-2 = En desacuerdo
answer-likert5-3 = Neutral
answer-likert5-4 = De acuerdo
answer-likert5-5 = Muy de acuerdo
answer-satisfaction5-1 = Muy insatisfecho
answer-satisfaction5-2 = Insatisfecho
answer-satisfaction5-3 = Neutral
answer-satisfaction5-4 = Satisfecho
answer-satisfaction5-5 = Muy satisfecho
answer-effort7-1 = Muy en desacuerdo
answer-effort7-2 = En desacuerdo
answer-effort7-3 = Algo en desacuerdo
answer-effort7-4 = Neutral
answer-effort7-5 = Algo de acuerdo
answer-effort7-6 = De acuerdo
answer-effort7-7 = Muy de acuerdo
anchor-likelihood11-low = Nada probable
anchor-likelihood11-high = Muy probable
anchor-rating10-low = Peor
anchor-rating10-high = Mejor

nps-detractors = Detractores (0 a 6)
nps-passives = Pasivos (7 y 8)
nps-promoters = Promotores (9 y 10)

role-administrator = Administrador
role-cx-lead = Líder de experiencia del cliente
role-service-owner = Responsable de servicio
role-agent = Agente
role-viewer = Lector

permission-directory-read = Ver organizaciones, servicios y encuestas
permission-directory-write = Cambiar organizaciones y servicios
permission-measures-read = Ver medidas
permission-responses-read = Ver respuestas y comentarios individuales
permission-responses-write = Enviar respuestas por la API
permission-import = Importar archivos
permission-surveys-write = Preparar y publicar encuestas
permission-people-write = Administrar cuentas y funciones
permission-tokens-write = Administrar claves de API
permission-audit-read = Leer el registro de auditoría
permission-settings-write = Cambiar la configuración

survey-state-draft = Borrador
survey-state-published = Publicada
survey-state-closed = Cerrada
survey-state-archived = Archivada
response-state-received = Recibida
response-state-flagged = Retenida
response-state-spam = Correo basura
response-state-withdrawn = Retirada
response-source-form = Formulario
response-source-api = API
response-source-import = Archivo
response-source-synthetic = Demostración
