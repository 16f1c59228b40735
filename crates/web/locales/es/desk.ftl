# El marco de las páginas del personal y las cifras como las ve el personal.

desk-navigation = Secciones
desk-account = Su cuenta
sign-out = Cerrar sesión
filter-apply = Aplicar
figure-interval = intervalo del 95 % de { $low } a { $high }
figure-margin = ±{ $margin }
figure-n = n { $n }
figure-goal = meta { $goal }
figure-change-rise = ▲ { $change } frente al período anterior, significativo
figure-change-fall = ▼ { $change } frente al período anterior, significativo
figure-change-unclear = { $change } frente al período anterior, no significativo
desk-menu = Menú
figure-too-few = No hay suficientes respuestas (menos de { $smallest })
figure-none = Todavía no hay respuestas
figure-points = { $points } puntos
