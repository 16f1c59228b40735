# Resultados de una encuesta, pregunta por pregunta.

results-title = Resultados
results-heading = Resultados: { $name }
results-filters = Qué respuestas
results-period = Período
results-period-days-30 = Últimos 30 días
results-period-days-90 = Últimos 90 días
results-period-days-365 = Últimos 12 meses
results-period-all = Toda la historia
results-period-own = Los días de al lado
results-from = Desde
results-to = Hasta
results-error-ends-before = Elija un último día que no sea anterior al primero
results-none = Todavía no se ha preguntado nada a nadie
results-none-text = Publique la encuesta y reparta su enlace; cada pregunta aparece aquí con sus respuestas.
results-base = Preguntada a { $asked }, respondida por { $answered }
results-base-few = Respondida por menos de { $smallest }
results-versions = { $n ->
    [one] Como la preguntó la versión { $versions }; otras versiones la preguntaron de otro modo y se muestran aparte
   *[other] Como la preguntaron las versiones { $versions }; otras versiones la preguntaron de otro modo y se muestran aparte
  }
results-no-more = ya no se pregunta
results-as-table = Los mismos números en una tabla
results-all = Todas las respuestas
results-answers-of = Respuestas
results-figure = Cifra
results-interval = Intervalo del 95 %
results-from-to = { $low } a { $high }
results-choice = Opción
results-choice-any = Opción (varias posibles)
results-count = La eligieron
results-of = De
results-share = Proporción
results-number = Número
results-mean = Media
results-mean-of = { $mean } (intervalo del 95 %: { $low } a { $high })
results-said-nps = Índice de recomendación neta (NPS): { $score } (intervalo del 95 %: { $interval }).
results-said-number = Media { $mean }; mediana { $median }; la mitad central va de { $low } a { $high }.
results-said-days = La mitad de los días es el { $median } o anterior.
results-median = Mediana
results-quartiles = Mitad central
results-range = Del menor al mayor
results-month = Mes
results-first-day = Primer día
results-last-day = Último día
results-read-words = Leer lo que escribió la gente
results-fewer = menos de { $smallest }
results-cross = Dos preguntas lado a lado
results-cross-text = Quién dio qué respuesta: elija qué son las filas y las columnas.
results-rows = Filas
results-columns = Columnas
results-share-of = Proporciones de
results-share-of-rows = cada fila
results-share-of-columns = cada columna
results-cross-show = Mostrar
results-cross-caption = { $rows } por { $columns }
results-axis-channel = Canal
results-axis-device = Aparato
results-axis-language = Idioma
results-axis-touchpoint = Punto de contacto
results-cell-n = n { $n }
results-p = p = { $p }
results-p-small = p < 0,001
results-cross-differs = Las respuestas difieren más de lo que explica el azar: ji cuadrado { $chi } con { $degrees } grados de libertad, { $p }; fuerza (V de Cramér) { $v } de 1.
results-cross-alike = Las respuestas no difieren más de lo que explica el azar: ji cuadrado { $chi } con { $degrees } grados de libertad, { $p }; fuerza (V de Cramér) { $v } de 1.
results-cross-rough = Algunas celdas tienen muy pocas personas (el menor recuento esperado es { $expected }), así que la prueba es aproximada.
results-cross-missing = { $n ->
    [one] { $n } respuesta no contesta una de las dos y queda fuera.
   *[other] { $n } respuestas no contestan una de las dos y quedan fuera.
  }
results-cross-left-out = Las respuestas a la versión { $versions } quedan fuera: preguntó una de las dos de otro modo.
results-footnote = No se muestran cifras de menos de { $smallest } respuestas. Las proporciones llevan intervalos de Wilson; las medias, intervalos por t de Student. Las versiones en inglés y español de una pregunta se cuentan juntas salvo que elija un idioma.
results-words = Lo que escribió la gente
results-words-search = Palabras en la respuesta
results-words-find = Buscar
results-words-hidden = Aquí se ocultan direcciones, teléfonos y otros números largos.
results-words-none = No se encontró nada
results-words-none-text = Nadie escribió esto en el período elegido; pruebe con otras palabras o un período más largo.
results-words-when = Cuándo
results-words-said = Dijo
results-own = Preguntas propias
results-own-text = Lo que las encuestas preguntan además de las medidas estándar.
results-own-all = Todas las preguntas de { $name }
results-own-tag = pregunta propia
