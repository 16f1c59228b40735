# La página del tablero.

scorecard-title = Tablero
scorecard-filters = De qué trata el tablero
scorecard-take-along = Llevárselo
scorecard-what-numbers-mean = Qué significan estas cifras
scorecard-organisation = Organización
scorecard-all-organisations = Todas las organizaciones
scorecard-service = Servicio
scorecard-all-services = Todos los servicios
scorecard-touchpoint = Punto de contacto
scorecard-all-touchpoints = Todos los puntos de contacto
scorecard-channel = Canal
scorecard-all-channels = Todos los canales
scorecard-survey = Encuesta
scorecard-all-surveys = Todas las encuestas
scorecard-language = Idioma
scorecard-device = Dispositivo
scorecard-all-devices = Cualquier dispositivo
scorecard-rated = Solo quienes calificaron
scorecard-rated-any = Cualquier cosa
scorecard-rated-low = { $measure }: bajo
scorecard-rated-high = { $measure }: alto
scorecard-all-languages = Todos los idiomas
scorecard-all-values = Todos
scorecard-period = Período
scorecard-preset-days = Los días de abajo
scorecard-preset-latest-quarter = Último trimestre con respuestas
scorecard-preset-this-quarter = Este trimestre
scorecard-preset-last-quarter = Trimestre anterior
scorecard-preset-last-12-months = Últimos 12 meses
scorecard-preset-all = Toda la historia
scorecard-from = Desde
scorecard-to = Hasta
scorecard-more-filters = Más filtros
scorecard-pool = Reunir enunciados
scorecard-pool-hint = Suma las respuestas a distintos enunciados de una medida en la misma escala. Las personas los responden de forma distinta: manténgalos aparte salvo que sepa que son comparables.
scorecard-error-ends-before = El último día es anterior al primero: elija uno posterior
scorecard-all-history = Toda la historia
scorecard-compared-with = comparado con { $period }

scorecard-pooled = Los enunciados están reunidos: cada cifra suma las respuestas a todos los enunciados que figuran en «Qué se preguntó».
scorecard-apart = Los distintos enunciados de una medida figuran aparte, porque las personas los responden de forma distinta.
scorecard-empty = Todavía no hay respuestas
scorecard-empty-text = Publique una encuesta o importe un archivo: las cifras aparecen aquí con las primeras respuestas.
scorecard-to-surveys = Ir a las encuestas
scorecard-empty-period = No hay respuestas en este período
scorecard-empty-period-text = Hay respuestas de { $days }.
scorecard-show-all = Mostrar toda la historia
scorecard-footnote = Las cifras de menos de { $smallest } respuestas no se muestran. Los intervalos son del 95 %; los cambios y las diferencias se prueban juntos con una tasa de descubrimientos falsos del 5 %.

scorecard-left-out-covered = { $blocks ->
    [one] { $blocks } bloque de recuentos trimestrales ({ $respondents } personas) se omite: hay respuestas individuales del mismo servicio y período, que cuentan en su lugar.
   *[other] { $blocks } bloques de recuentos trimestrales ({ $respondents } personas) se omiten: hay respuestas individuales del mismo servicio y período, que cuentan en su lugar.
  }
scorecard-left-out-cut = { $blocks ->
    [one] { $blocks } bloque de recuentos trimestrales ({ $respondents } personas) se omite: no se puede dividir por lo que eligió.
   *[other] { $blocks } bloques de recuentos trimestrales ({ $respondents } personas) se omiten: no se pueden dividir por lo que eligió.
  }
scorecard-left-out-across = { $blocks ->
    [one] { $blocks } bloque de recuentos trimestrales ({ $respondents } personas) se omite: abarca un trimestre entero y no cabe en ninguno de los períodos mostrados.
   *[other] { $blocks } bloques de recuentos trimestrales ({ $respondents } personas) se omiten: abarcan trimestres enteros y no caben en ninguno de los períodos mostrados.
  }
scorecard-left-out-which = { $n ->
    [one] Cuál es
   *[other] Cuáles son
  }
scorecard-trend-left-out = En la tendencia:

scorecard-response-rate = Tasa de respuesta
scorecard-respondents-of = { $respondents } de { $offered } a quienes se ofreció una encuesta
scorecard-rate-unknown = No se conoce: indique a cuántas personas se ofreció una encuesta
scorecard-rate-contradicts = No se muestra: respondieron más personas de las que recibieron una encuesta
scorecard-answered = { $n ->
    [one] { $n } respuesta
   *[other] { $n } respuestas
  }
scorecard-answered-before = { $n } en el período anterior

scorecard-scale-thumbs = pulgares
scorecard-scale-yes-no = sí o no
scorecard-scale-tick = marcas
scorecard-scale-likert5 = cinco puntos
scorecard-scale-satisfaction5 = cinco puntos de satisfacción
scorecard-scale-effort7 = siete puntos
scorecard-scale-likelihood11 = 0 a 10
scorecard-scale-rating10 = 1 a 10
scorecard-scale-stars5 = de una a cinco estrellas
scorecard-scale-title-thumbs = Pulgares: proporción de «sí»
scorecard-scale-title-yes-no = Sí o no: proporción de «sí»
scorecard-scale-title-tick = Marcas
scorecard-scale-title-likert5 = Acuerdo en cinco puntos
scorecard-scale-title-satisfaction5 = Satisfacción en cinco puntos
scorecard-scale-title-effort7 = Facilidad en siete puntos (CES)
scorecard-scale-title-likelihood11 = Recomendación de 0 a 10 (NPS)
scorecard-scale-title-rating10 = Calificación de 1 a 10
scorecard-scale-title-stars5 = Estrellas, de una a cinco
scorecard-wording-place = enunciado { $n } de { $total }
scorecard-wording-unstated = El archivo no indicó cómo se formuló.
scorecard-asked = { $n ->
    [one] Qué se preguntó
   *[other] Qué se preguntó ({ $n } enunciados)
  }

scorecard-column-measure = Medida
scorecard-column-distribution = Respuestas
scorecard-column-mean = Media
scorecard-column-share = Proporción
scorecard-column-score = Puntos
scorecard-column-top2 = 2 más altas
scorecard-column-change = Cambio
scorecard-column-figure = Cifra
scorecard-column-interval = Intervalo del 95 %
scorecard-column-difference = Frente a los demás
scorecard-interval = { $low } a { $high }
scorecard-change-rise = ▲ { $change } significativo
scorecard-change-fall = ▼ { $change } significativo
scorecard-change-unclear = { $change } no significativo
scorecard-no-comparison = sin comparación
scorecard-differs = difiere de los demás

scorecard-trend = En el tiempo
scorecard-trend-of = { $measure } en el tiempo
scorecard-by-time = Cada
scorecard-unit-month = Mes
scorecard-unit-fiscal-quarter = Trimestre fiscal
scorecard-same-numbers = Las mismas cifras en una tabla

scorecard-groups = Lado a lado
scorecard-group = Grupo
scorecard-group-unknown = No se sabe
scorecard-compare = Comparar
scorecard-by-nothing = Nada
scorecard-by-service = Servicios
scorecard-by-channel = Canales
scorecard-by-touchpoint = Puntos de contacto
scorecard-by-survey = Encuestas
scorecard-by-language = Idiomas
scorecard-by-device = Dispositivos
scorecard-groups-how = Cada uno se prueba frente a todos los demás juntos, con control de las comparaciones múltiples.
scorecard-groups-choose = Elija qué comparar: cada grupo aparece entonces junto a los demás con su intervalo.

scorecard-drivers = Qué marcaron las personas
scorecard-drivers-how = Proporción de quienes marcaron el motivo entre quienes lo vieron, después de «sí» y después de «no».
scorecard-driver = Motivo
scorecard-went-well = Qué salió bien
scorecard-went-badly = Qué no salió bien
