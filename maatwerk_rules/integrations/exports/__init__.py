"""What a policy and a besluit are to other systems: plain data, in the forms others published.

No module here adds a field to a form of others. What is ours stands under a name of ours, and what
nobody published is left out.
"""
