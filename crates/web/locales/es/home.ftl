# La página de inicio del personal.

home-desk-title = Inicio
home-overview = Dónde estamos
home-responses = Respuestas
home-services = Servicios lado a lado
home-services-how = Cada uno con su intervalo del 95 %, probado frente a todos los demás juntos. Los intervalos que se superponen no son una clasificación.
home-to-scorecard = Comparar en el tablero
home-movers = Qué cambió de verdad
home-movers-none = Nada se movió más de lo que explica el azar.
home-attention = { $n ->
    [one] { $n } encuesta necesita atención
   *[other] { $n } encuestas necesitan atención
  }
home-attention-all = Todas las encuestas
home-reason-expired = la aprobación terminó el { $day }
home-reason-expiring = la aprobación termina el { $day }
home-reason-silent = sin respuestas en 30 días
home-reason-draft = borrador
home-newest = Comentarios más recientes
home-newest-none = No hay comentarios en los últimos 30 días.
home-voice = Voz del día
home-voice-how = Uno de los comentarios de los últimos 30 días, elegido de modo que todos tengan la misma probabilidad. Se ocultan direcciones y números largos.
home-installation = Esta instalación
home-people = { $n ->
    [one] { $n } persona puede entrar
   *[other] { $n } personas pueden entrar
  }
home-first-passwords = { $n } aún por elegir contraseña
home-locked = { $n } con acceso bloqueado
home-imports-none = Todavía no se importó nada
home-import = { $inserted } nuevas, { $updated } reemplazadas, { $refused } rechazadas
home-audit = { $n ->
    [one] { $n } entrada, la más reciente del { $day }
   *[other] { $n } entradas, la más reciente del { $day }
  }
home-audit-none = Todavía no hay entradas
