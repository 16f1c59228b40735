# Palabras comunes a las páginas públicas y a las del personal.

title-with-site = { $title } · { $site }
skip-to-content = Ir al contenido principal
language-switch = English
synthetic-title = Datos de demostración.
synthetic-text = Todo lo que aparece aquí es sintético; ninguna persona real respondió.
powered-by = Funciona con Catsup, experiencia del cliente abierta para el servicio público.
optional = opcional
required = obligatorio
required-note = Un asterisco rojo (*) marca las preguntas que necesitan respuesta.
choose-one = – Elija –
choose-any = Cualquiera
choose-own = El de la encuesta
characters-left = Quedan { $n } caracteres
characters-over = Sobran { $n } caracteres
characters-allowed = Hasta { $n } caracteres
yes = Sí
no = No
send = Enviar
next = Siguiente
back = Atrás
save = Guardar
cancel = Cancelar
delete = Eliminar
print = Imprimir
copy = Copiar
copied = Copiado
download = Descargar
pager-label = Páginas
pager-previous = Anterior
pager-next = Siguiente
breadcrumb-label = Dónde está usted
response-count = { $n ->
    [one] { $n } respuesta
   *[other] { $n } respuestas
  }

alert-info = Nota
alert-success = Listo
alert-warning = Advertencia
alert-error = Problema

# Fechas. Los meses y los años llegan como palabras, para que 2026 no se escriba 2,026.
date = { $day } { $month } { $year }
date-time = { $date }, { $clock }
days = { $first } – { $last }
month-year = { $month } { $year }
fiscal-quarter = T{ $quarter } del año fiscal { $year } ({ $from }–{ $to })
fiscal-quarter-short = T{ $quarter } AF{ $year }
month-1 = ene
month-2 = feb
month-3 = mar
month-4 = abr
month-5 = may
month-6 = jun
month-7 = jul
month-8 = ago
month-9 = sept
month-10 = oct
month-11 = nov
month-12 = dic
