namespace FlexCore.Persistence.Schema;

/// <summary>One numbered, forward-only migration.</summary>
/// <param name="Number">Its number; applying it brings the schema to this version.</param>
/// <param name="Name">Its file name, for messages.</param>
/// <param name="Text">The statements.</param>
public sealed record SqlScript(int Number, string Name, string Text);
