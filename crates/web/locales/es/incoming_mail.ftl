# Correo que llega: las direcciones que lo convierten en casos, el registro, un mensaje.

mailboxes-title = Direcciones de correo
mailboxes-text = Un correo a una de estas direcciones se convierte en un caso de su servicio, y se comunica su número a la persona.
mailboxes-inbox = Lo que la gente contesta llega a { $address } y se añade a su caso.
mailboxes-no-inbox = Esta instalación no tiene dirección para respuestas: la gente contesta con su enlace privado. Quien la administra puede ponerla (mail inbox).
mailboxes-none = Aún no hay direcciones
mailboxes-none-text = Sin ninguna, los correos se guardan hasta que alguien haga de ellos un caso. Empiece con una para las demás direcciones.
mailboxes-caption = { $n ->
    [one] { $n } dirección
   *[other] { $n } direcciones
  }
mailbox-address = Dirección
mailbox-address-hint = Por ejemplo permisos@agencia.gov; vacía para las demás direcciones
mailbox-every-other = Las demás direcciones
mailbox-language = Idioma
mailbox-language-hint = Para quienes escriben sin que su correo diga el suyo
mailbox-change = Cambiar
mailbox-add = Añadir una dirección
mailbox-added = Los correos a esta dirección son casos desde ahora
mailbox-change-text = Los casos que ya surgieron de esta dirección quedan como están; los próximos seguirán lo que elija aquí.
mailbox-changed = Los correos a esta dirección serán desde ahora lo que eligió
mailbox-remove-question = ¿Quitar { $name }?
mailbox-remove-consequence = Los correos a esta dirección irán por la línea de las demás direcciones, o esperarán a que alguien haga de ellos un caso. Los casos quedan como están.
mailbox-remove-act = Quitar la dirección
mailbox-removed = La dirección se quitó
taken-mail-title = Correo recibido
taken-mail-text = Cada correo que llegó, con lo que fue de él.
taken-mail-part = Aquí están los correos de los casos que usted ve. Lo que no pertenece a ningún caso lo ven quienes ven todos los casos.
taken-mail-waiting = { $n ->
    [one] { $n } correo está sin asignar: haga de él un caso
   *[other] { $n } correos están sin asignar: haga de ellos casos
  }
taken-mail-none = Aún no llegó ningún correo
taken-mail-none-text = Lo que la gente escriba a una dirección suya aparecerá aquí.
taken-mail-from = De
taken-mail-at = Llegó
taken-mail-size = Tamaño
taken-mail-outcome = Qué fue de él
taken-mail-case = Caso
taken-mail-about = Correo nuestro
taken-mail-words = Sus palabras
taken-mail-files = Sus archivos
taken-mail-make = Hacer de él un caso
taken-mail-make-text = Se comunica enseguida a la persona que llegó, y para cuándo tendrá respuesta.
taken-mail-discard-question = ¿Descartar «{ $name }»?
taken-mail-discard-consequence = El correo deja de guardarse y no se avisa a nadie. La línea sobre él queda un mes.
taken-mail-discard-act = No es un caso: descartarlo
taken-mail-discarded = El correo se descartó
mail-outcome-opened = Caso nuevo
mail-outcome-said = En su caso
mail-outcome-automatic = Automático
mail-outcome-report = Aviso de entrega
mail-outcome-unassigned = Sin asignar
mail-outcome-refused = Rechazado
mail-reason-address = por su dirección
mail-reason-every-other = por la línea de las demás direcciones
mail-reason-signed-address = la persona contestó a la dirección de su caso
mail-reason-vouched = la persona contestó, y su servidor de correo responde por ella
mail-reason-somebody-else = otra persona escribió sobre un caso
mail-reason-unproven = contesta a un correo nuestro, pero nadie responde por quien lo envía
mail-reason-long-over = su caso terminó hace demasiado tiempo
mail-reason-by-staff = el personal hizo de él un caso
mail-reason-program = lo escribió un programa o una lista
mail-reason-not-arrived = un correo nuestro no llegó
mail-reason-late = un correo nuestro se retrasa
mail-reason-arrived = un correo nuestro llegó
mail-reason-not-ours = no trata de un correo nuestro
mail-reason-no-address = ninguna línea es para su dirección
mail-reason-no-sender = no nombra a nadie a quien contestar
mail-reason-unreadable = no se puede leer como caso
mail-reason-own-mail = lo escribió esta instalación
mail-reason-loop = pasó por demasiados servidores
mail-reason-too-many = demasiados de quien lo envía en una hora; vuelve más tarde
mail-reason-no-case = el personal dice que no es un caso
