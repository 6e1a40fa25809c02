using FlexCore.Application.Journal;

namespace FlexCore.Persistence.Sqlite.Writing;

/// <summary>What an operation came to: a value, or a refusal that leaves the rest of the commit alone.</summary>
/// <param name="Value">The value, when there is no refusal.</param>
/// <param name="Refusal">Why not.</param>
/// <typeparam name="T">The value's type.</typeparam>
internal readonly record struct Answer<T>(T? Value, JournalException? Refusal = null);
