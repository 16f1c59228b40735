# Names of what has a code: measures, drivers, answers, roles, states.

measure-satisfaction = Satisfaction
measure-trust = Trust
measure-effectiveness = Effectiveness
measure-ease = Ease
measure-efficiency = Efficiency
measure-transparency = Transparency
measure-humanity = Humanity
measure-employee = Employee helpfulness
measure-nps = Net Promoter Score
measure-csat = Customer satisfaction score
measure-ces = Customer effort score
measure-usefulness = Usefulness
measure-rating = Overall rating

driver-effectiveness = Need addressed
driver-ease = Ease
driver-efficiency = Speed
driver-transparency = Fairness and clarity
driver-humanity = Respect
driver-employee = Employee helpfulness
driver-other = Something else

answer-thumbs-0 = No
answer-thumbs-1 = Yes
answer-yes-no-0 = No
answer-yes-no-1 = Yes
answer-tick-0 = Not ticked
answer-tick-1 = Ticked
answer-likert5-1 = Strongly disagree
answer-likert5-2 = Disagree
answer-likert5-3 = Neutral
answer-likert5-4 = Agree
answer-likert5-5 = Strongly agree
answer-satisfaction5-1 = Very dissatisfied
answer-satisfaction5-2 = Dissatisfied
answer-satisfaction5-3 = Neutral
answer-satisfaction5-4 = Satisfied
answer-satisfaction5-5 = Very satisfied
answer-effort7-1 = Strongly disagree
answer-effort7-2 = Disagree
answer-effort7-3 = Somewhat disagree
answer-effort7-4 = Neutral
answer-effort7-5 = Somewhat agree
answer-effort7-6 = Agree
answer-effort7-7 = Strongly agree
anchor-likelihood11-low = Not at all likely
anchor-likelihood11-high = Extremely likely
anchor-rating10-low = Worst
anchor-rating10-high = Best

nps-detractors = Detractors (0 to 6)
nps-passives = Passives (7 and 8)
nps-promoters = Promoters (9 and 10)

role-administrator = Administrator
role-cx-lead = CX lead
role-service-owner = Service owner
role-agent = Agent
role-viewer = Viewer

permission-directory-read = See organisations, services and surveys
permission-directory-write = Change organisations and services
permission-measures-read = See measures
permission-responses-read = See single responses and comments
permission-responses-write = Send responses through the API
permission-import = Import files
permission-surveys-write = Set up and publish surveys
permission-people-write = Manage accounts and roles
permission-tokens-write = Manage API tokens
permission-audit-read = Read the audit log
permission-settings-write = Change the settings

survey-state-draft = Draft
survey-state-published = Published
survey-state-closed = Closed
survey-state-archived = Archived
response-state-received = Received
response-state-flagged = Held back
response-state-spam = Spam
response-state-withdrawn = Withdrawn
response-source-form = Form
response-source-api = API
response-source-import = File
response-source-synthetic = Demonstration
