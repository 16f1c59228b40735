# Sections of the staff navigation, and roles.

section-home = Home
section-scorecard = Scorecard
section-analysis = Analysis
section-responses = Responses
section-cases = Cases
section-answers = Answers
section-journeys = Journeys
section-surveys = Surveys
section-services = Services
section-standards = Service standards
section-organisations = Organisations
section-maps = Journey maps
section-imports = Imports
section-metrics = Metrics
section-people = People
section-tokens = API tokens
section-audit = Audit log
section-screening = Screening
section-mail = Outgoing mail
section-jobs = Jobs
section-settings = Settings
