"""What do offices talk about? People, households, money, questions, decisions and cases."""
