# Partners: organisations that are given what people told us, each by an agreement.
partner-refused-name-missing = A partner has a name. Enter it.
partner-refused-agreement-missing = Nothing is given without an agreement. Enter its number.
partner-refused-purpose-missing = An agreement says what for. Choose one purpose at least.
partner-refused-dates = The agreement ends before it begins. Check the two dates.
partner-refused-not-in-force = The agreement with { $name } is not in force today. Choose another partner, or update its agreement.
partner-refused-purpose-not-agreed = The agreement with { $name } is not for this purpose. Choose a purpose it names, or update the agreement.
partner-refused-too-many = There are { $limit } partners already, more than the program keeps. Update one whose agreement is over.
