"""Public pages. They show what anybody may see, to everybody alike: a signed-in person sees no more here."""
