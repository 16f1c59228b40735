# Sections of the staff navigation, and roles.

section-home = Home
section-scorecard = Scorecard
section-responses = Responses
section-surveys = Surveys
section-directory = Directory
section-imports = Imports
section-people = People
section-tokens = API tokens
section-audit = Audit log
section-settings = Settings
