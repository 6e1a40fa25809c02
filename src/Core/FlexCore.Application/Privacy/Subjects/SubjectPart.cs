namespace FlexCore.Application.Privacy.Subjects;

/// <summary>Some persons by id.</summary>
/// <param name="Subjects">The persons.</param>
/// <param name="Next">Where to go on; <see langword="null"/> at the end.</param>
public sealed record SubjectPart(IReadOnlyList<SubjectView> Subjects, string? Next);
