# El glosario y las palabras burocráticas.

words-language = Idioma
glossary-title = Glosario
glossary-text = Lo que dice la gente y lo que dice usted. La búsqueda encuentra respuestas con ambas formas cuando un par está confirmado. Se sugieren pares cuando alguien busca en vano y después encuentra una respuesta con otras palabras, y cuando muchas personas escriben en comentarios o casos un término que sus respuestas y servicios no usan.
glossary-empty = Aún no hay pares de términos
glossary-empty-text = Agregue cómo dice la gente lo que usted llama de otra manera, por ejemplo «cupones» para «asistencia nutricional».
glossary-caption = { $n ->
    [one] { $n } par de términos
   *[other] { $n } pares de términos
  }
glossary-said = La gente dice
glossary-said-hint = Una palabra o hasta seis, por ejemplo: cupones de alimentos
glossary-term = Usted dice
glossary-term-hint = Como en sus respuestas, por ejemplo: asistencia nutricional
glossary-state = Estado
glossary-state-suggested = Espera su decisión
glossary-state-confirmed = En uso
glossary-state-refused = Rechazado
glossary-source = De
glossary-source-search = búsquedas
glossary-source-comment = comentarios
glossary-source-case = casos de la gente
glossary-source-staff = personal
glossary-support = Veces visto, o personas que lo dicen
glossary-confirm = Confirmar
glossary-refuse = Rechazar
glossary-remove = Quitar
glossary-new = Otro par
glossary-add = Agregar par
glossary-added = El par está en uso.
glossary-confirmed = Desde ahora la búsqueda usa el par.
glossary-refused = El par no se usa ni se vuelve a sugerir.
glossary-removed = Se quitó el par.
glossary-gaps = Buscado y no encontrado
glossary-gaps-text = Palabras de los últimos 90 días tras las que casi nadie encontró o abrió nada. Escriba una respuesta o agregue un par que lleve a una.
glossary-gap-by-staff = del personal
glossary-gap-words = Palabras
glossary-gap-asked = Búsquedas
glossary-gap-missed = En vano
jargon-title = Palabras burocráticas
jargon-text = Sus propias palabras con lo que se puede decir en su lugar. Se marcan mientras alguien escribe, junto con una lista incorporada de palabras en inglés y español.
jargon-empty = Sin palabras propias
jargon-empty-text = Se usa la lista incorporada. Agregue palabras de su agencia que la gente no entiende.
jargon-caption = { $n ->
    [one] { $n } palabra propia
   *[other] { $n } palabras propias
  }
jargon-term = Palabra
jargon-term-hint = También se marcan sus formas: tramitar, tramitado
jargon-plain = Diga en su lugar
jargon-plain-hint = Separado por punto y coma, lo mejor primero. Déjelo vacío si una palabra de la lista incorporada le parece bien.
jargon-not-marked = No se marca
jargon-remove = Quitar
jargon-new = Otra palabra
jargon-add = Agregar palabra
jargon-added = La palabra queda guardada.
jargon-removed = Se quitó la palabra.
