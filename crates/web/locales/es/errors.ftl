# Qué falla en lo ingresado y cómo corregirlo.

error-summary-title = { $n ->
    [one] Hay { $n } problema en sus respuestas
   *[other] Hay { $n } problemas en sus respuestas
  }
error-prefix = Error:
error-required = Escriba una respuesta
error-choose = Elija una de las respuestas
error-choose-known = Elija una de las respuestas que se ofrecen
error-too-long = Acorte el texto a { $limit } caracteres o menos; tiene { $length }
error-number = Escriba un número entero
error-number-range = Escriba un número de { $low } a { $high }
error-date = Escriba una fecha como 2026-10-03
error-email = Escriba una dirección de correo como nombre@ejemplo.gov
error-duplicate = Ese nombre ya está en uso: elija otro
