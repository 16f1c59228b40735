# Recorridos observados: por lo que las personas pasan de verdad.

journeys-title = Recorridos
journeys-lede = Por lo que las personas pasan de verdad, a partir de cada contacto en cada canal. Elija un paso para ver quién llega, de dónde, y qué dice.
journeys-pages = Páginas de recorridos
journeys-graph = Gráfico
journeys-variants = Variantes
journeys-funnel = Embudo
journeys-rhythm = Horas y canales
journeys-life = Experiencia de vida
journeys-all-life = Todas las experiencias de vida
journeys-period-days-30 = Últimos 30 días
journeys-period-days-90 = Últimos 90 días
journeys-period-days-365 = Últimos 365 días
journeys-period-all = Toda la historia
journeys-rule = Un recorrido es
journeys-rule-gap-14 = los contactos de una persona, hasta 14 días sin ninguno
journeys-rule-gap-3 = los contactos de una persona, hasta 3 días sin ninguno
journeys-rule-gap-30 = los contactos de una persona, hasta 30 días sin ninguno
journeys-rule-customer = todo lo que hizo una persona
journeys-rule-case = los contactos de un caso
journeys-show = Junto a las líneas
journeys-show-frequency = cuántas veces
journeys-show-duration = cuánto tarda (mediana)
journeys-show-both = cuántas veces y cuánto tarda
journeys-show-satisfaction = lo que dicen
journeys-activities = Contactos mostrados:
journeys-paths = Caminos mostrados:
journeys-error-share = Escriba un número entero de 0 a 100
journeys-empty = Todavía no hay contactos
journeys-empty-text = Los recorridos se componen de contactos: visitas a la web, llamadas, visitas a una oficina, cartas. Impórtelos de un archivo o envíelos por programa.
journeys-to-imports = Ir a importaciones
journeys-empty-period = Ningún contacto cumple estos filtros
journeys-empty-period-text = Hay contactos en { $days }.
journeys-too-few = Muy pocas personas para dar cifras: menos de { $smallest }. Elija un período más largo o más servicios.
journeys-fact-journeys = Recorridos
journeys-fact-people = Personas
journeys-fact-contacts = Contactos
journeys-fact-median = La mitad no tarda más de
journeys-fact-p90 = 9 de 10 no tardan más de
journeys-fact-each = Contactos de un recorrido
journeys-each = { $n } en promedio
journeys-times = { $n ->
    [one] { $n } vez
   *[other] { $n } veces
  }
journeys-of-scale = { $value } de { $highest }
journeys-no-opinion = sin cifra
journeys-with-interval = { $value } [{ $low }, { $high }], n { $n }
journeys-graph-title = Recorridos observados: { $scope }
journeys-summary = Se muestran { $steps ->
    [one] { $steps } paso
   *[other] { $steps } pasos
  } y { $paths ->
    [one] { $paths } camino
   *[other] { $paths } caminos
  }.
journeys-summary-most = El camino más frecuente va de «{ $from }» a «{ $to }» ({ $times }, mediana { $median }).
journeys-summary-slowest = La espera más larga va de «{ $from }» a «{ $to }» (mediana { $median }).
journeys-path = { $from }, luego { $to }: { $times }, { $people } personas, mediana { $median }, 9 de 10 en { $p90 }.
journeys-path-untimed = { $from }, luego { $to }: { $times }, { $people } personas.
journeys-satisfaction-note = { $measure }: lo que las personas dijeron en los mismos días. Las conocidas cuentan donde tuvieron un contacto como máximo { $days } días antes de responder; las demás, en los puntos de contacto donde ocurre un paso o adonde lleva un camino.
journeys-graph-note = Las líneas más gruesas se recorren más, o tardan más cuando solo se muestra el tiempo. No se muestran los pasos ni los caminos de menos de { $smallest } personas.
journeys-hidden = Los controles ocultan { $steps } pasos y { $paths } caminos; los pasos mostrados reúnen el { $share } de los contactos.
journeys-rare = { $steps } pasos y { $paths } caminos los recorrieron menos de { $smallest } personas y no se muestran.
journeys-without-customer = { $n } contactos no forman parte de ningún recorrido, porque nadie sabe de quién son.
journeys-without-case = { $n } contactos no pertenecen a ningún caso ni forman parte de ningún recorrido.
journeys-beyond-reach = Algunos servicios de esta experiencia de vida pertenecen a organizaciones que usted no puede ver; aquí faltan sus contactos.
journeys-steps = Los pasos del gráfico
journeys-ways = Los caminos del gráfico
journeys-step = Paso
journeys-contacts = Contactos
journeys-contacts-n = { $n ->
    [one] { $n } contacto
   *[other] { $n } contactos
  }
journeys-people = Personas
journeys-fulfilled = Obtuvieron lo que buscaban
journeys-single = un solo contacto
journeys-opinion-there = { $measure } adonde lleva
journeys-from = De
journeys-to = A
journeys-count = Veces
journeys-median = Tiempo mediano
journeys-mean = Tiempo medio
journeys-p90 = 9 de 10 en
journeys-n = { $n ->
    [one] { $n } recorrido
   *[other] { $n } recorridos
  }
journeys-variants-title = Variantes de los recorridos
journeys-variants-text = { $journeys } recorridos siguieron { $variants } caminos distintos; los { $most } más frecuentes reúnen el 80 % de todos.
journeys-variant = Pasos, en orden
journeys-share = Proporción
journeys-coverage = Con los anteriores
journeys-variants-rare = Otras { $n } variantes, de { $journeys } recorridos, las siguieron menos de { $smallest } personas cada una.
journeys-funnel-title = Cuántos continúan
journeys-funnel-steps = Embudo
journeys-funnel-text = Elija los pasos en el orden en que las personas deberían darlos. Un recorrido cuenta para un paso cuando tuvo todos los anteriores, sin importar qué hubo en medio.
journeys-funnel-step = Paso { $n }
journeys-funnel-none = Ningún paso
journeys-funnel-show = Mostrar el embudo
journeys-funnel-table = Los pasos del embudo
journeys-reached = Recorridos que llegaron
journeys-of-all = Del total de recorridos
journeys-of-previous = Del paso anterior
journeys-dropped = Perdidos antes
journeys-fewer = menos de { $smallest }
journeys-less = < { $smallest }
journeys-ends = Dónde terminan los recorridos
journeys-with-step = Recorridos con este paso
journeys-end-share = Terminan en él
journeys-rhythm-title = Cuándo y dónde llegan los contactos
journeys-heat = Contactos por hora y día de la semana, todo el período
journeys-heat-note = Más oscuro es más. Se ocultan las horas con menos de { $smallest } contactos, si hubo alguno. Las horas son las de la zona de la agencia.
journeys-hour = { $hour }:00
journeys-rhythm-summary = La hora con más contactos es el { $weekday } desde las { $hour }:00 ({ $n } contactos); el día con más es el { $day } ({ $sum }).
journeys-volumes = Contactos por canal y dispositivo
journeys-device = Dispositivo
journeys-waits = Cuánto esperaron las personas, por canal
journeys-different-people = Personas distintas
journeys-wait-known = Esperas conocidas
journeys-wait-median = La mitad esperó como máximo
journeys-wait-p90 = Nueve de cada diez esperaron como máximo
journeys-wait-within = En { $time }
journeys-wait-interval = { $low } a { $high }
journeys-waits-note = Las proporciones se refieren a los contactos cuya espera se conoce, con su intervalo del 95 %. Un contacto sin espera conocida no entra en ninguna proporción, y una persona desconocida no cuenta entre las personas distintas.
journeys-of-journeys = { $n } de { $all } ({ $share })
journeys-fact-in = En recorridos
journeys-fact-repeated = Recorridos en los que se repite
journeys-fact-cases = Casos que toca
journeys-fact-wait = Espera
journeys-fact-handle = Duración
journeys-spread = mediana { $median }, 9 de 10 en { $p90 }, n { $n }
journeys-before = Qué viene justo antes
journeys-after = Qué viene justo después
journeys-by-channel = Por canal
journeys-by-outcome = Cómo termina para las personas
journeys-outcome = Resultado
journeys-said = Qué dicen las personas donde ocurre
journeys-no-places = No se conoce ningún punto de contacto donde ocurra este paso. Configure los puntos de contacto del servicio y nómbrelos en los contactos.
journeys-no-opinions = Nadie respondió allí a una encuesta en estos días.
journeys-read-responses = Leer las respuestas sobre { $place }
journeys-who = Personas que lo hicieron por última vez
journeys-who-text = Los clientes llevan un seudónimo. Abra uno para ver todos sus contactos.
journeys-customer = Cliente
journeys-customer-title = Cliente { $key }
journeys-customer-text = Cada contacto de esta persona con los servicios que usted puede ver, primero el más reciente. El seudónimo reemplaza el nombre que le da la fuente.
journeys-timeline = Cronología
journeys-when = Cuándo
journeys-later = { $span } después
journeys-case = Caso
outcome-fulfilled = Obtuvo lo que buscaba
outcome-partly = Obtuvo una parte
outcome-not-fulfilled = No lo obtuvo
outcome-abandoned = Desistió por el camino
outcome-transferred = Se le remitió a otra persona
span-seconds = { $n } s
span-minutes = { $n } min
span-hours = { $n } horas
span-days = { $n } días
flow-region = { $title }. Se desplaza cuando es más grande que la página.
flow-start = Inicio
flow-end = Fin
journeys-channels = Canales
journeys-channels-title = Qué resuelven los canales y qué sigue
journeys-channels-note = Cuenta como regreso quien vuelve por lo mismo en 7 días. Se excluyen los contactos cuyos 7 días aún no han pasado. Los intervalos son del 95 %. Los importes están en la moneda de la agencia.
journeys-first-contact = Resuelto en el primer contacto
journeys-repeat = Volvió en 7 días
journeys-contained = Autoservicio que no necesitó personal
journeys-deflected = Demanda resuelta por autoservicio
journeys-cost-each = Costo de un recorrido
journeys-cost-spread = media { $mean }, mediana { $median }, n { $n }
journeys-next = Por qué vuelven las personas en 7 días, más que después de otros contactos
journeys-next-none = Ninguna actividad lleva a otra en 7 días más de lo que lo haría el azar.
journeys-next-reason = Después de
journeys-next-next = viene
journeys-next-probability = Probabilidad
journeys-next-lift = Aumento sobre la base
journeys-next-delay = Demora mediana
journeys-next-p = p ajustado
journeys-lift = { $lift } × { $base }
journeys-follows = Qué sigue en qué canal
journeys-follows-from = Después de un contacto en
journeys-follows-to = sigue uno en
journeys-within = { $n ->
    [one] En 1 día
   *[other] En { $n } días
  }
journeys-follow = n { $n }, base { $base }, aumento { $lift }
journeys-between = { $value } [{ $low }, { $high }]
journeys-resolution = Resuelto y repetido, por canal
journeys-cost-none = No se conocen costos. Indique un costo con los contactos, o lo que cuesta un contacto en cada canal.
journeys-costs = Costo por canal
journeys-cost-mean = Costo medio
journeys-cost-paths = Caminos más costosos, en conjunto
journeys-hand-overs = Recorridos que pasan de una organización a otra
journeys-returned = Regresó
journeys-lost = Remitidos que no se volvieron a ver en 30 días
journeys-lost-share = Perdidos
journeys-organisation = Organización
journeys-p-tiny = < 0,001
journeys-next-after = Por qué vuelven las personas en los 7 días siguientes
journeys-next-comes = Siguiente contacto
journeys-next-few = Muy pocas personas volvieron en 7 días para decir por qué.

journeys-contacts-as = Contactos ({ $format })
journeys-said-note = Las personas conocidas cuentan donde tuvieron un contacto como máximo { $days } días antes de responder; las demás, en los puntos de contacto donde ocurre el paso.
journeys-joined = { $n } respuestas son de personas que se sabe que pasaron por este paso.
journeys-words = En sus palabras
journeys-by-customer = pasó por este paso
journeys-by-place = en su punto de contacto
journeys-customer-said = Lo que dijo esta persona
