"""What links a number to its meaning: arms, time points, drugs, lists distributed in order.

annotated      the page that every kind reads       page          the bare page that links are looked for on
times, time_words  time points                      mistaken_times  an age, a treatment called "interruption"
drugs, drug_names  by lexicon and by stem           word_starts   where in a text a pattern can begin
lists          "a and b, respectively"              list_order    whether in the order of the groups
arms           the inventory, and a number's arm    arm_mentions  where a text names its groups
arm_leads      the words that lead to a name        arm_names     what can be one
arm_nouns      "the IL-2 group"                     arm_no_groups  a society, "dominant groups of bacteria"
arm_sizes     "lisinopril (n = 9)"                  arm_tags      "zinc (Z arm) vs none (control)"
shares         "39 of 43 and 37 of 45 (P = .4)"
arm_allocations  "randomized to X or Y"             arm_series    "8% with X, 12% with Y"
arm_items      the items of such a list             arm_doers     "those who stopped"
arm_rows       phrases of any words with their sizes  arm_labels  "(control)"
arm_parts      "the intervention group" is that of X
arm_letters    "Group A received X"                arm_treated   "30 received X and 31 Y"
arm_against    "X 100 mg/day versus placebo"       arm_sums      "INH 98, placebo 97" of 195
arm_edges      where a name begins and ends         arm_aliases   one group under two names
arm_roles      which is the control                arm_listing   as the record file lists them
arm_order      their order, one name each           arm_attachment, arm_behind  which of them a number is tied to
"""
