"""What one line of Swift can be turned into, so that it goes wrong only while its fault is active."""
import re


def balanced(text):
    depth = 0
    quoted = False
    for index, character in enumerate(text):
        if character == '"' and (index == 0 or text[index - 1] != "\\"):
            quoted = not quoted
        if quoted:
            continue
        if character in "([{":
            depth += 1
        if character in ")]}":
            depth -= 1
            if depth < 0:
                return False
    return depth == 0 and not quoted


SWAPS = [
    ("comparison", r" < ", " <= "), ("comparison", r" <= ", " < "), ("comparison", r" > ", " >= "),
    ("comparison", r" >= ", " > "), ("comparison", r" == ", " != "), ("comparison", r" != ", " == "),
    ("one off", r" \+ 1\b", " + 2"), ("one off", r" - 1\b", " - 2"), ("one off", r" \+ (?=[a-z])", " - "),
    ("and or", r" && ", " || "), ("and or", r" \|\| ", " && "),
    ("min max", r"\bmin\(", "max("), ("min max", r"\bmax\(", "min("),
    ("first last", r"\.first\b", ".last"), ("first last", r"\.last\b", ".first"),
    ("constant", r"\btrue\b", "false"), ("constant", r"\bfalse\b", "true"),
    # Of a place that text is written into only the first line counts, so its height is no fault.
    ("constant", r"(?<!height: )(?<![\w.\"\\$])(\d+)(?![\w.\"])", None),
]


def mutations(expression):
    """Wrong forms of an expression, as (kind, text)."""
    found = []
    for kind, pattern, replacement in SWAPS:
        for match in re.finditer(pattern, expression):
            if expression[: match.start()].count('"') % 2:
                continue
            new = replacement if replacement is not None else str(int(match.group(1)) + 1)
            found.append((kind, expression[: match.start()] + new + expression[match.end():]))
    ternary = re.match(r"^(.*[^?]) \? ([^?:]+) : ([^?:]+)$", expression)
    if ternary and balanced(ternary.group(1)) and balanced(ternary.group(2)) and balanced(ternary.group(3)):
        found.append(("branches swapped", f"{ternary.group(1)} ? {ternary.group(3)} : {ternary.group(2)}"))
    return found


def usable(expression):
    bad = ("try", "await", "throw", "let ", "var ", "case ", "is ", "->", "&&&", "return ", "//", "&")
    plain = expression.replace("&&", "")
    if re.match(r"\w+: ", expression) or re.search(r"\$\d", expression):
        return False
    # A statement is no value.
    if re.match(r"(?:for|if|while|guard|switch|do|repeat|defer) ", expression):
        return False
    return balanced(expression) and not any(word in plain for word in bad)


def conditions(text):
    """The clauses of a condition, split at its outer commas."""
    parts, depth, start = [], 0, 0
    for index, character in enumerate(text):
        if character in "([{":
            depth += 1
        if character in ")]}":
            depth -= 1
        if character == "," and depth == 0:
            parts.append((start, index))
            start = index + 1
    parts.append((start, len(text)))
    return parts


def candidates(line):
    """(kind, rewritten line) with # for the number of the fault."""
    indent = line[: len(line) - len(line.lstrip())]
    body = line.strip()
    if not body or body.startswith(("//", "/*", "*", "import ", "package import", "@", "precondition")):
        return
    condition = re.match(r"^((?:\} else )?(?:if|while|guard) )(.+?)( else \{.*| \{.*)$", body)
    if condition and "case " not in condition.group(2):
        head, text, tail = condition.groups()
        for start, end in conditions(text):
            clause = text[start:end]
            if not usable(clause) or "{" in clause:
                continue
            for kind, wrong in mutations(clause) + [("condition negated", f" !({clause.strip()})")]:
                new = f"faulty(#, {clause.strip()}, {wrong.strip()})"
                lead = " " if clause.startswith(" ") else ""
                yield kind, indent + head + text[:start] + lead + new + text[end:] + tail
        return
    for pattern in [
        r"^(return )(.+)()$",
        r"^((?:let |var )?[\w.\[\]]+ (?:=|\+=|-=) )(.+)()$",
        r"^((?:case [^:]+|default): (?:return )?)([^=]+)()$",
        r"^((?:package |private |static |mutating |fileprivate )*(?:func|var) .*\{ )([^{}]+)( \})$",
        r"^()([a-zA-Z!(][^={}]* (?:<|<=|>|>=|==|!=|&&|\|\||\?|\+|-) [^={}]+)()$",
    ]:
        match = re.match(pattern, body)
        if not match or not usable(match.group(2)) or match.group(2).startswith("{"):
            continue
        if pattern.startswith("^()") and body.endswith((",", "{", "(")):
            continue
        head, right, tail = match.groups()
        for kind, wrong in mutations(right):
            # What draws changes the canvas, which no closure may.
            if re.match(r"(?:[\w.]+\.)?(?:write|writeRight|fill|mark|draw\w*)\(", right):
                yield kind, f"{indent}{head}if isFaulty(#) {{ {wrong} }} else {{ {right} }}{tail}"
            else:
                yield kind, f"{indent}{head}faulty(#, {right}, {wrong}){tail}"
        break
    statement = re.match(r"^(?:state|self|sheet|form|picker|list|canvas|runner|held|undo|timeline|drafts|items|terminal)"
                         r"[\w.\[\]]*(?: (?:=|\+=|-=) .+|\(.*\))$", body)
    # What an initializer sets cannot be left unset.
    if statement and not body.startswith("self.") and balanced(body) and not body.endswith(("{", ",", "(")) and "return" not in body:
        yield "statement dropped", f"{indent}if !isFaulty(#) {{ {body} }}"
