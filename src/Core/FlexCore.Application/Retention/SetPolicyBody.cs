namespace FlexCore.Application.Retention;

/// <summary>The setting of a policy as the command travels between nodes.</summary>
internal sealed record SetPolicyBody(string Kind, string Pattern, TimeSpan? Age, long? Count);
