namespace FlexCore.Application.Retention;

/// <summary>What became of an attempt to take events away.</summary>
public enum ScavengeOutcome
{
    /// <summary>They are gone, and the mark says so; durable.</summary>
    Removed,

    /// <summary>Somebody else has moved the mark meanwhile; nothing was changed.</summary>
    Moved,

    /// <summary>The store cannot take all of them away yet; nothing was changed. Try again later.</summary>
    NotYet,
}
