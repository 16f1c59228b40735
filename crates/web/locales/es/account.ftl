# Iniciar y cerrar sesión, la contraseña y la cuenta propias.

sign-in-title = Acceso del personal
sign-in-email = Correo electrónico
sign-in-password = Contraseña
sign-in-act = Iniciar sesión
sign-in-refused = No pudimos iniciar su sesión
sign-in-refused-text = El correo o la contraseña no son correctos, o la cuenta está bloqueada o cerrada. Después de { $failures } contraseñas incorrectas seguidas, una cuenta se bloquea { $minutes } minutos, y cada vez más tiempo.
sign-in-help = ¿No tiene cuenta o perdió la contraseña? Un administrador de su organización se la prepara.
signed-out = Cerró la sesión.
signed-out-everywhere = Cerró la sesión en todos los dispositivos.

password-title = Cambiar la contraseña
password-forced = Otra persona eligió su contraseña. Elija una que solo usted conozca; después se abren las demás páginas.
password-locked = Demasiadas contraseñas incorrectas. Inténtelo de nuevo después del { $until }.
password-current = Contraseña actual
password-new = Contraseña nueva
password-new-hint = Al menos { $n } caracteres. Funciona bien una frase que solo se le ocurra a usted.
password-act = Cambiar la contraseña
password-sessions = Al cambiarla se cierra su sesión en los demás dispositivos.
password-changed = Su contraseña cambió.

profile-title = Su cuenta
profile-sessions = Dónde tiene sesiones abiertas
profile-sessions-text = Una sesión termina después de { $hours } horas sin uso. Si dejó una abierta en otra computadora o teléfono, ciérrelas todas aquí.
profile-sign-out-everywhere = Cerrar la sesión en todos los dispositivos
