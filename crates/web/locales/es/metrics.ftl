# Qué significa cada cifra.

metrics-title = Qué significan las cifras
metrics-intro = Cada medida con su fórmula, quién cuenta, qué se omite y de dónde viene.
metrics-contents = Medidas
metrics-formula = Se calcula como
metrics-scale = Escala
metrics-source = Fuente
metrics-rules = Reglas para todas las medidas
metrics-see-suppression = No se muestra por debajo de la celda mínima
metrics-see-pooling = Enunciados aparte salvo que se reúnan a sabiendas
metric-rule-population = Quién cuenta
metric-rule-exclusions = Qué se omite
metric-rule-interval = Intervalos
metric-rule-change = Cambio
metric-rule-groups = Grupos lado a lado
metric-rule-suppression = Muy pocas respuestas
metric-rule-pooling = Enunciados
metric-rule-count-blocks = Recuentos trimestrales
metric-rule-response-rate = Tasa de respuesta
metric-rule-drivers = Motivos marcados
