# Las gráficas en palabras: la frase sobre cada gráfica, su leyenda y lo que dice cada punto.

chart-level = { $label }: { $share }
chart-too-few = no hay suficientes respuestas
chart-no-data = Todavía no hay nada que mostrar.
chart-row = { $label }: { $disagree } en desacuerdo, { $neutral } neutral, { $agree } de acuerdo, n { $n }.
chart-row-too-few = { $label }: no hay suficientes respuestas.
diverging-summary = { $highest } tiene el mayor acuerdo ({ $highest_share }); { $lowest }, el menor ({ $lowest_share }).
diverging-summary-one = { $agree } de acuerdo, { $neutral } neutral, { $disagree } en desacuerdo.
trend-point = { $when }: { $value } (intervalo del 95 % de { $low } a { $high }), n { $n }
trend-point-too-few = { $when }: no hay suficientes respuestas
trend-point-none = { $when }: sin respuestas
trend-summary = De { $first } en { $first_when } a { $last } en { $last_when }; mínimo { $lowest }, máximo { $highest }.
trend-summary-one = { $value } en { $when }; un solo período todavía no es una tendencia.
trend-gaps = { $n ->
    [one] { $n } período tiene muy pocas respuestas para mostrarse.
   *[other] { $n } períodos tienen muy pocas respuestas para mostrarse.
  }
trend-goal = Meta { $goal }
dots-point = { $label }: { $value } (intervalo del 95 % de { $low } a { $high }), n { $n }
dots-value = { $value } [{ $low }, { $high }]
dots-summary = { $highest } es el más alto ({ $highest_value }); { $lowest }, el más bajo ({ $lowest_value }).
dots-summary-one = { $label } está en { $value }.
dots-too-few = No hay suficientes respuestas: { $names }.
dots-reference = Todos juntos { $value }
sparkline-summary = { $label }: { $n } períodos, primero { $first }, último { $latest }
chart-axis-near = El eje muestra de { $low } a { $high } en una escala de { $lowest } a { $highest }.
