Feature: Messages
  Scenario: A code
    Given a phone
    When the application sends a code
    Then the phone has it
