# Análisis: factores, modelos de trayectorias, comparaciones, el planificador de muestras y los archivos traídos para ello.

analysis-title = Análisis
analysis-text = Qué mueve la confianza, qué difiere y qué no, y cuántas respuestas hacen falta. Cada cifra lleva su intervalo; lo que el azar solo podría haber hecho se dice.
analysis-method-drivers = Factores
analysis-method-paths = Modelo de trayectorias
analysis-method-compare = Comparar
analysis-method-sample-size = Tamaño de la muestra
analysis-about-drivers = Qué partes de la experiencia van con la confianza o la satisfacción, cuánto importa cada una junto a las demás y con qué iría una mejora.
analysis-about-paths = Un modelo de qué lleva a qué, como lo usa el índice estadounidense de satisfacción del cliente (ACSI): trayectorias con intervalos, fiabilidad de las puntuaciones, efectos totales.
analysis-about-compare = Dos periodos, servicios o canales lado a lado: cada medida con una prueba, y en palabras si cambió.
analysis-about-sample-size = Cuántas respuestas necesita una cifra y qué diferencia se puede encontrar.
analysis-own-file = Analizar un archivo propio
analysis-own-file-text = Una tabla de respuestas, una fila por persona. Se guarda un día como máximo y solo para este trabajo; nada de ella se añade a las respuestas de esta instalación.
analysis-file-hint = CSV, TSV o XLSX con los nombres de las columnas en la primera fila, hasta { $megabytes } MB
analysis-what = Qué se analiza
analysis-driver = Factor
analysis-run = Analizar
analysis-resamples = Remuestreos
analysis-resamples-hint = Cuántas veces se vuelve a sortear a las personas para ver cuánto se mueven las cifras
analysis-no-resamples = Ninguno
analysis-instrument = respuestas a { $instrument }, { $wordings ->
    [one] una redacción
   *[other] { $wordings } redacciones
  } en conjunto
analysis-rare = Quedan fuera, porque menos de la mitad de las personas fueron preguntadas o respondieron: { $names }.
analysis-too-few = No hay suficientes respuestas completas
analysis-too-few-text = { $n } personas respondieron todo; hacen falta { $needed }, así que faltan { $missing }. Un periodo más largo o un ámbito más amplio puede tenerlas.
analysis-not-asked = Nada que analizar aquí
analysis-not-asked-text = Ningún formulario de este ámbito y periodo pregunta por el resultado junto con dos factores o más. Solo se pueden comparar respuestas que una persona dio en un mismo formulario.
analysis-untellable = Estas respuestas no lo permiten:
analysis-error-number = Escriba un número, como 0.5
analysis-error-outcome = Elija una columna como resultado
analysis-error-drivers = Elija al menos una columna como factor
analysis-error-scale = Escriba ambos extremos de la escala, primero el menor, o ninguno
analysis-forgotten = El archivo ya no está.

scorecard-drivers-more = Cuánto importa cada factor y con qué iría mejorarlo

drivers-outcome = Resultado
drivers-rise = Y si un factor subiera
drivers-rise-hint = En puntos de su escala
drivers-importance = Importancia relativa
drivers-importance-of = Cuánto explica cada factor de las diferencias en { $outcome }
drivers-importance-how = La importancia es el peso relativo de Johnson: la parte de las diferencias en el resultado que explica un factor junto a los demás que se mueven con él. Juntos, los pesos suman R².
drivers-resampled = Intervalos: 95%, de { $resamples } remuestreos de las personas{ $failed ->
    [0] {""}
   *[other] , de los que { $failed } no dieron cifras
  }.
drivers-not-resampled = Sin remuestreo no se muestran intervalos de la importancia.
drivers-base = { $n } personas respondieron todo; { $left_out } quedaron fuera por faltar una respuesta.
drivers-explained = Juntos, los factores explican el { $share } de las diferencias en { $outcome } (ajustado { $adjusted }).
drivers-verdict = { $driver } es lo que más importa para { $outcome }: { $share } de lo que los factores explican juntos.
drivers-verdict-none = Ningún factor se distingue del azar para { $outcome } con { $n } personas.
drivers-clear = se distingue del azar
drivers-unclear = no se distingue del azar
drivers-unclear-text = No se distingue del azar: { $names }. Con { $n } personas, el intervalo del coeficiente incluye el cero. Eso no muestra que no importe: más respuestas pueden decirlo.
drivers-told = Significación
drivers-johnson = Importancia (Johnson)
drivers-shapley = Importancia (Shapley)
drivers-map = Importancia y desempeño
drivers-map-of = Qué importa para { $outcome } y qué tan bien va
drivers-map-improve = Mejorar primero, más importante y peor valorado que el factor medio: { $names }.
drivers-map-keep = Mantener, importante y bien valorado: { $names }.
drivers-map-nothing = No destaca ningún factor que se distinga del azar.
drivers-map-how = El desempeño es la respuesta media, llevada de 0 a 100 entre los extremos de la escala ({ $low } y { $high }). Las líneas discontinuas marcan las medias de ambos.
drivers-performance = Desempeño
drivers-what-to-do = Qué dice
drivers-priority-improve = Mejorarlo primero
drivers-priority-keep = Mantenerlo
drivers-priority-later = Más adelante
drivers-priority-enough = Bastante bien
drivers-what-if = Qué pasaría si
drivers-what-if-row = Un aumento de { $rise } en { $driver } va con un cambio de { $change } en { $outcome } (intervalo del 95%: { $low } a { $high }).
drivers-what-if-unclear = Un aumento de { $rise } en { $driver } no va con un cambio de { $outcome } que se distinga de ninguno ({ $change }, intervalo del 95%: { $low } a { $high }).
drivers-what-if-how = Los demás factores se dejan como están. Lo que va junto no tiene por qué ser causa y efecto: un ensayo lo dice.
drivers-regression = Regresión
drivers-regression-of = Regresión lineal de { $outcome }, n { $n }
drivers-regression-how = Los coeficientes son puntos del resultado por un punto del factor, dejando los demás igual. El VIF dice cuánto se ensancha el intervalo porque los factores se mueven juntos; por encima de 5 cuesta distinguirlos.
drivers-inflated = Cuesta distinguirlos de los demás: { $names }.
drivers-coefficient = Coeficiente
drivers-standardised = Estandarizado
drivers-vif = VIF
drivers-correlation = Correlación
drivers-intercept = Donde todos los factores son 0
drivers-logistic = Regresión logística: { $events } de { $n } resultados son 1
drivers-logistic-refused = Sin regresión logística:
drivers-odds-ratio = Razón de probabilidades
drivers-average-effect = Puntos de la proporción por uno más

map-performance = Desempeño (0 a 100)
map-importance = Importancia
map-point = { $label }: importancia { $importance }, desempeño { $performance }
map-point-unclear = { $label }: importancia { $importance }, desempeño { $performance }, no se distingue del azar
diagram-scrolls = { $title }; desplácelo a los lados donde sea más ancho que la página

paths-model = Modelo
paths-diagram = Qué lleva a qué
paths-diagram-summary = { $paths } trayectorias entre { $variables } variables; { $unclear ->
    [0] ninguna es discontinua
    [one] una es discontinua, porque no se distingue de nada
   *[other] { $unclear } son discontinuas, porque no se distinguen de nada
  }. Cuanto más gruesa, más fuerte.
paths-verdict = { $driver } es lo que más mueve { $target }: un efecto total de { $effect } desviaciones estándar por una.
paths-verdict-none = Nada en el modelo mueve { $target } más de lo que podría el azar.
paths-explained = El modelo explica el { $share } de las diferencias en { $target }.
paths-base = { $n } personas; { $left_out } filas quedaron fuera por faltar respuestas.
paths-missing-answers = Entre ellas faltan { $n } respuestas.
paths-resampled = Intervalos: 95%, de { $used } de { $resamples } remuestreos; { $not_converged } no convergieron, { $failed } no dieron cifras.
paths-not-resampled = Sin remuestreo no se dice nada sobre el azar.
paths-unclear-text = Las trayectorias cuyo intervalo incluye el cero son discontinuas y grises: no se distinguen de nada, lo que no muestra que no haya nada.
paths-how = Mínimos cuadrados parciales, esquema interno { $scheme }, { $method }; asentado tras { $iterations ->
    [one] una iteración
   *[other] { $iterations } iteraciones
  }. Los coeficientes están estandarizados.
paths-scheme-path = de trayectorias
paths-scheme-centroid = centroide
paths-scheme-factorial = factorial
paths-method-traditional = trayectorias entre puntuaciones
paths-method-consistent = trayectorias corregidas por falta de fiabilidad
paths-coefficients = Coeficientes de las trayectorias
paths-from = De
paths-to = A
paths-error = Error estándar
paths-corrected = Intervalo con sesgo corregido
paths-effects = Efectos totales
paths-effects-how = Lo que una variable hace a otra por todas las trayectorias juntas, directas e indirectas.
paths-effect = Efecto total
paths-direct = Directo
paths-reliability = Fiabilidad y desempeño
paths-reliability-how = Lo usual es un AVE superior a 0.5 y un ρC superior a 0.7 para varios ítems de una variable; una variable de un solo ítem se toma como medida sin error.
paths-weak = Por debajo: { $names }.
paths-latent = Variable
paths-mode = Modo
paths-importance = Importancia para { $target }
paths-items = Ítems con sus pesos y cargas
paths-item = Ítem
paths-weight = Peso
paths-loading = Carga
paths-loading-interval = Intervalo del 95% de la carga
paths-own = Otro modelo
paths-own-text = Un archivo de modelo dice qué ítems miden qué y qué lleva a qué. Entre las respuestas, los ítems son las medidas por sus códigos, como ease o trust. Cambie el modelo federal o escriba el suyo.
paths-model-file = Archivo de modelo (TOML)
paths-model-file-hint = Un [[latent]] por variable con sus ítems, un [[path]] por flecha
paths-consistent = Corregir puntuaciones poco fiables (PLS consistente)
paths-consistent-hint = Las trayectorias crecen donde las puntuaciones se miden con error; necesita varios ítems por variable
paths-error-model = El modelo no tiene sentido: vea por qué al lado

compare-with = Comparado con
compare-against-before = El periodo anterior
compare-against-year-before = Los mismos días un año antes
compare-against-same = El mismo periodo
compare-against-days = Los días dados aquí
compare-days-hint = Para «los días dados aquí»
compare-same = El mismo
compare-error-all-history = Toda la historia no tiene periodo anterior: elija un periodo, u otro servicio o canal
compare-error-same = Esto compara algo consigo mismo: elija otro periodo, servicio o canal
compare-compared = { $first } frente a { $second }
compare-verdict = De { $n } comparadas, estas cambiaron más que el ruido: { $names }.
compare-verdict-none = { $n ->
    [one] Se comparó una
   *[other] Se compararon { $n }
  }: ningún cambio que se distinga del ruido.
compare-verdict-untested = No se puede probar nada: una de las dos partes tiene muy pocas respuestas, o nada varía.
compare-other-wordings = Algunas medidas se preguntaron con otra redacción en una de las dos partes. La gente responde distinto a cada redacción, así que una diferencia puede venir de la pregunta.
compare-left-out = Agregados que quedan fuera porque no se pueden cortar así o ya los cubren respuestas: { $n }.
compare-caption = Qué se comparó
compare-first = Primero
compare-second = Comparado con
compare-difference = Diferencia
compare-test = Prueba
compare-test-means = t de Welch
compare-test-shares = z, conjunta
compare-test-nps = z de ambas puntuaciones
compare-adjusted = p, ajustado
compare-in-words = En palabras
compare-words-higher = más alto
compare-words-lower = más bajo
compare-words-noise = ningún cambio que se distinga del ruido
compare-words-untested = no se puede probar
compare-how = La diferencia es lo primero menos lo segundo. Los valores p se ajustan al número de medidas comparadas (Benjamini y Hochberg); por debajo de 0.05 cuenta como cambio. No se muestran cifras de menos de { $smallest } respuestas. Las redacciones de una medida se toman juntas.
compare-nothing = Nada que comparar
compare-nothing-text = Ninguna de las dos partes tiene respuestas a una medida. Elija un periodo más largo o un ámbito más amplio.

planner-what = Qué se planea
planner-choose = Elegir
planner-kind-share = Una proporción
planner-kind-mean = Una media
planner-kind-nps = Un índice de promotores neto
planner-kind-shares = La diferencia de dos proporciones
planner-kind-means = La diferencia de dos medias
planner-share = Proporción esperada, en porcentaje
planner-share-hint = 50 es el peor caso
planner-margin = Margen, en puntos
planner-margin-hint = Hasta dónde llega el intervalo a cada lado
planner-deviation = Desviación estándar esperada
planner-deviation-hint = Cerca de 1 en una escala de 1 a 5
planner-margin-points = Margen, en puntos de la escala
planner-margin-points-hint = Hasta dónde llega el intervalo a cada lado
planner-promoters = Promotores esperados, en porcentaje
planner-detractors = Detractores esperados, en porcentaje
planner-margin-nps = Margen, en puntos
planner-first = Primera proporción, en porcentaje
planner-second = Segunda proporción, en porcentaje
planner-mean-difference = Diferencia que se busca, en puntos
planner-confidence = Confianza
planner-power-wanted = Probabilidad de encontrarla, en porcentaje
planner-power-hint = Se llama potencia; lo usual es 80
planner-have-label = Respuestas que puede obtener en cada muestra
planner-people = Personas que hay
planner-people-hint = Solo importa cuando son pocas; déjelo vacío si son muchas
planner-rate = Parte de las personas invitadas que responde, en porcentaje
planner-optional = Puede quedar vacío
planner-compute = Calcular
planner-problem = Esto no se puede calcular
planner-result = Lo que hace falta
planner-quantity = Cantidad
planner-value = Valor
planner-answer = { $n } respuestas dan una cifra dentro de ± { $margin } con una confianza del { $confidence }.
planner-population = Eso cuenta con que solo hay { $n } personas.
planner-invite = Si responde el { $rate }, pregunte a { $n } personas.
planner-not-enough-people = Son más de las que hay: pregunte a todas, recuérdeselo o acepte un margen mayor.
planner-responses = Respuestas necesarias
planner-infinite = Antes de redondear, para muchísimas personas
planner-finite = Antes de redondear, para estas personas
planner-invitations = Invitaciones necesarias
planner-comparison = { $n } respuestas en cada una de las dos muestras encuentran una diferencia de { $difference } con una probabilidad del { $power }.
planner-each = Respuestas en cada muestra
planner-difference = Diferencia
planner-power = Probabilidad con lo que puede obtener
planner-detectable = Se encuentra cuatro de cada cinco veces con lo que puede obtener
planner-have = Con { $n } en cada una, la probabilidad es del { $power }; una diferencia de { $detectable } se encontraría cuatro de cada cinco veces.
planner-how = Sorteadas entre todas: un intervalo no dice nada de las personas a las que nunca se preguntó, o que no responden porque son distintas de las demás.
planner-error-between = Escriba un número de { $low } a { $high }
planner-error-positive = Escriba un número mayor que 0
planner-error-people = Escriba un número entero mayor que 0

file-title = Analizar { $name }
file-text = El archivo se guarda un día como máximo y solo usted puede abrirlo. Nada de él se añade a las respuestas de esta instalación.
file-methods = Qué hacer con él
file-problems = Este archivo no se puede analizar así
file-nothing-lost = Lo que eligió sigue abajo: cámbielo y analice otra vez, o traiga un archivo corregido.
file-choices = Qué son las columnas
file-column = Columna
file-role = Papel
file-role-none = Se deja aparte
file-role-outcome = Resultado
file-role-driver = Factor
file-score = Parte de la puntuación
file-score-of = Puntuación de la que { $column } es parte
file-drivers-how = Diga qué columna es el resultado y cuáles pueden moverlo. Las columnas con la misma puntuación se promedian; varias columnas de resultado hacen uno solo. Las filas a las que les falta una respuesta quedan fuera y se cuentan.
file-scale-low = Respuesta más baja
file-scale-high = Respuesta más alta
file-scale-hint = Hasta donde llegan las respuestas si queda vacío
file-paths-how = Elija un modelo. Sus ítems deben ser columnas del archivo; cambie el archivo de modelo donde las suyas se llamen de otro modo.
file-model-federal = El modelo federal: siete medidas
file-model-acsi-government = El modelo de gobierno de la familia ACSI
file-model-own = El archivo de modelo de abajo
file-model-hint = Cuenta cuando se elige «el archivo de modelo de abajo»
file-has-columns = El archivo tiene las columnas
file-missing = Respuestas que faltan
file-missing-listwise = Dejar fuera la fila
file-missing-mean = Poner la media
file-missing-pairwise = Usar las respuestas que hay
file-groups-how = Dos grupos de filas, comparados en cada columna que elija. Se toman los dos grupos mayores si no nombra ninguno.
file-group = Columna que dice el grupo
file-first-group = Primer grupo
file-second-group = Segundo grupo
file-group-hint = Como está en la columna; puede quedar vacío
file-compared = Columnas que se comparan
file-error-both-groups = Nombre ambos grupos, o ninguno
file-rows-of = { $first }: { $first_rows } filas; { $second }: { $second_rows } filas; { $left_out } filas de otros grupos quedan fuera.
file-forget = Quitar el archivo

# Por qué un archivo, un modelo o unas respuestas no permiten un análisis.
unfit-circle = Las trayectorias forman un círculo: { $path }
unfit-constant = { $name } tiene el mismo valor en todas las filas: no explica nada ni se puede explicar; omítala
unfit-determined = { $name } queda determinada por las variables anteriores: omita una de ellas
unfit-disconnected = { $first } no tiene ninguna trayectoria hacia { $second }: conéctela u omítala
unfit-explains-itself = { $column } está en dos lugares: lo que se explica a sí mismo no explica nada
unfit-inadmissible = La correlación corregida de { $first } y { $second } es { $correlation }: sus ítems son demasiado poco fiables para corregirla
unfit-model-name = “{ $name }” está en blanco o se repite: dé a cada variable su propio nombre
unfit-model-syntax = No se puede leer la línea { $line } del archivo de modelo:
unfit-model-unknown = No hay “{ $name }” en el modelo; hay { $known }
unfit-no-columns = Elija una columna para comparar
unfit-no-common-rows = Ninguna fila responde a la vez { $first } y { $second }: no se conoce su correlación
unfit-no-items = { $name } no tiene ítems: nombre al menos uno
unfit-no-predictors = No se nombra nada que pueda explicar el resultado: nombre al menos un factor o una trayectoria
unfit-no-rows = El archivo no tiene ninguna fila además del encabezado
unfit-no-variance = Los ítems de { $name } se anulan entre sí: dé vuelta los que están invertidos
unfit-not-a-number = Fila { $row }, columna { $column }: “{ $cell }” no es un número
unfit-not-converged = Los pesos no se estabilizaron en { $iterations } iteraciones
unfit-off-scale = { $name } tiene la respuesta { $value }, fuera de su escala de { $low } a { $high }
unfit-other = Esto no se puede calcular:
unfit-perfect-fit = { $name } es una combinación exacta de sus factores: omita aquello de lo que se calculó
unfit-repeated-column = Hay varias columnas “{ $column }” en el archivo
unfit-repeated-item = El ítem { $name } aparece más de una vez: un ítem mide una sola variable latente
unfit-repeated-path = La trayectoria de { $first } a { $second } está dos veces: quite una de ellas
unfit-rise = El aumento no es un número de unidades
unfit-same-group = “{ $name }” no se puede comparar consigo mismo
unfit-scale = La escala de { $low } a { $high } no sirve: dé dos números, primero el menor
unfit-separation = { $name } separa por completo los dos resultados: su razón de momios no tiene una estimación finita
unfit-too-few = { $n } filas completas son muy pocas: { $predictors ->
    [one] un factor necesita { $needed }
   *[other] { $predictors } factores necesitan { $needed }
  }, así que faltan { $missing }
unfit-too-few-events = La respuesta menos frecuente a { $name } se dio { $n } veces: { $predictors ->
    [one] un factor necesita { $needed }
   *[other] { $predictors } factores necesitan { $needed }
  }, así que faltan { $missing }
unfit-too-few-groups = Esta columna tiene { $n ->
    [one] un grupo
   *[other] { $n } grupos
  }: para comparar hacen falta dos
unfit-too-many-predictors = { $found } factores son demasiados para valores de Shapley exactos: como máximo { $limit }
unfit-too-many-resamples = { $resamples } remuestreos son más que los { $most } que admite una página
unfit-too-much-work = { $resamples } remuestreos de { $rows } filas en { $columns } columnas tardan demasiado aquí: como máximo { $most }, o use la línea de comandos
unfit-unknown-column = No hay ninguna columna “{ $column }” en el archivo; tiene { $known }
unfit-unknown-group = Ninguna fila es del grupo “{ $name }”; los grupos son { $known }
unfit-unknown-item = “{ $name }” no es una medida de las respuestas; estas tienen { $known }
unfit-unreadable-file = No se puede leer el archivo:
unfit-unreadable-row = No se puede leer la fila { $row }:
unfit-unreliable = Los ítems de { $name } no miden una sola cosa: su fiabilidad no es positiva
