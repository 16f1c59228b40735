# API tokens.

tokens-title = API tokens
tokens-caption = { $n ->
    [one] { $n } token
   *[other] { $n } tokens
  }
tokens-text = Programs come in with a token instead of a password. It never opens more than whoever made it may do, and ends with their account.
tokens-empty = No tokens yet
tokens-empty-text = Make one for each program that sends responses or reads results: a kiosk, a data warehouse, a website. Then each can be ended alone.
token-new = Make a token
token-new-text = The token is shown once, right after it is made. Keep it where the program keeps its secrets.
token-create = Make token
token-name = Name
token-name-hint = The program that uses it, such as “Kiosk in the lobby”
token-scopes = What it may do
token-scopes-hint = As little as the program needs. Only what you may do yourself is offered.
token-place = Where
token-last-day = Last day
token-last-day-hint = It ends by itself after this day. Leave it empty for a token without end.
token-made = made { $date }
token-used = Last used
token-never-used = never
token-expires = Last day
token-never-expires = no end
token-state = State
token-state-good = Good
token-state-expired = Expired
token-state-revoked = Ended
token-created-title = Token made: { $name }
token-created-advice = Copy it now: it is not shown again. If it is lost, end it and make another one.
token-secret = Token
token-revoke-question = End the token “{ $name }”?
token-revoke-consequence = Programs that use it are turned away at once. This cannot be taken back: they need another token.
token-revoke-act = End token
token-revoked = The token is ended.
