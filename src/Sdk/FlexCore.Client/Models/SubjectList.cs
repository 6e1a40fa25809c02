namespace FlexCore.Client.Models;

/// <summary>Some persons by id.</summary>
/// <param name="Subjects">The persons.</param>
/// <param name="Next">Where to go on; <see langword="null"/> at the end.</param>
public sealed record SubjectList(IReadOnlyList<SubjectInfo> Subjects, string? Next);
