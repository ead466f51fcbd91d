"""Police: file check, drafting, checking and sending a referral, answering the CPS."""
