namespace FlexCore.Application.Retention;

/// <summary>The clearing of a policy as the command travels between nodes.</summary>
internal sealed record ClearPolicyBody(string Kind, string Pattern);
