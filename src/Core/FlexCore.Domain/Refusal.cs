namespace FlexCore.Domain;

/// <summary>Why a command was not accepted. A refusal is an answer, not a fault: nothing changed and the caller can act on it.</summary>
/// <param name="Code">A stable, machine-readable code in lower-case kebab form, for example <c>pipeline-has-no-steps</c>.</param>
/// <param name="Message">A sentence for a person: what is wrong, with the value, and what to do about it.</param>
public sealed record Refusal(string Code, string Message);
