# Cómo se cumplió un estándar de servicio, en cifras; oficinas y servicios lado a lado; el recuadro para otros sitios.

figures-title = Cifras
figures-choose = Elegir cifras
figures-by = Evolución por
figures-by-quarter = Trimestre fiscal
figures-by-month = Mes
figures-of = Cifras de { $year }
figures-count = Contados
figures-median = Mediana
figures-p80 = 4 de 5 en
figures-p90 = 9 de 10 en
figures-nothing = Nada que contar
figures-too-few = Menos de { $smallest }: no se muestra
figures-not-yet = { $n ->
    [one] Un caso más todavía no lo muestra y no se cuenta.
   *[other] { $n } casos más todavía no lo muestran y no se cuentan.
}
figures-overdue = { $n ->
    [one] Uno de ellos sigue abierto después del plazo prometido: cuenta como incumplido y no entra en los tiempos.
   *[other] { $n } de ellos siguen abiertos después del plazo prometido: cuentan como incumplidos y no entran en los tiempos.
}
figures-trend = Proporción cumplida a lo largo del tiempo
figures-as-table = Como tabla
figures-period = Período
figures-by-channel = Por canal
figures-by-office = Por oficina
figures-office = Oficina
figures-no-office = Oficina desconocida
figures-offices-compared = Oficinas lado a lado
figures-channels-caption = Cómo cumplió cada canal la promesa en { $year }
figures-offices-caption = Cómo cumplió cada oficina la promesa en { $year }, con tiempos
figures-league-caption = Oficinas que se pueden comparar en { $year }, primero la proporción más baja
figures-how = Las proporciones llevan su intervalo del 95% (Wilson). Los tiempos se interpolan entre vecinos. Solo se cuenta lo que muestra si la promesa se cumplió, según cuándo comenzó: lo terminado y lo que sigue abierto después del plazo prometido.
standard-took-minutes = { $n } minutos
standard-took-hours = { $n } horas
standard-took-days = { $n } días
standard-took-business-minutes = { $n } minutos hábiles
standard-took-business-hours = { $n } horas hábiles
standard-took-business-days = { $n } días hábiles

funnel-size = Contados
funnel-together = Todos juntos
funnel-inner = 95% por azar
funnel-outer = 99.8% por azar
league-summary = Se comparan { $n }; juntos cumplieron { $share }.
league-summary-below = Con menos frecuencia de lo que explica el azar: { $names }.
league-summary-above = Con más frecuencia de lo que explica el azar: { $names }.
league-summary-rest = Los demás están dentro de lo que explica el azar.
league-summary-none = Ninguno se distingue: sus diferencias están dentro de lo que explica el azar.
league-widened = Los límites se ensanchan, ya que todos difieren más de lo que permite el azar.
league-left-out = Muy pocos para comparar: { $names }.
league-point = { $name }: { $share } de { $n }
league-point-below = { $name }: { $share } de { $n }, con menos frecuencia de lo que explica el azar
league-point-above = { $name }: { $share } de { $n }, con más frecuencia de lo que explica el azar
league-expected = { $low } a { $high }
league-expected-by-chance = 95% por azar
league-standing = Comparado con todos
league-within = Dentro del azar
league-below = Con menos frecuencia
league-above = Con más frecuencia
league-how = Los límites son exactos para cada número contado (Spiegelhalter 2005). Solo se nombra a alguien cuando la diferencia se mantiene tras ajustar por cuántos se comparan (Benjamini y Hochberg 1995).
standards-comparisons = Servicios que prometen lo mismo
standards-comparisons-text = Donde al menos tres servicios hacen la misma promesa, sus resultados de un año están lado a lado.
standards-compared = { $kind }, { $channel }, { $within }: { $year }

widget-title = En sus propias páginas
widget-text = Esta etiqueta muestra en cualquier página lo que promete el servicio, con los últimos resultados. No necesita ningún script. Qué sitios pueden mostrarla es un ajuste.
widget-look = Verlo
widget-target = meta { $target }
widget-more = Todos los resultados
widget-new-tab = se abre en una pestaña nueva
settings-widget-sites = Sitios que pueden mostrar estándares en un marco
settings-widget-sites-hint = Como https://www.example.gov; varios separados por espacios. Déjelo vacío para cualquier sitio.
