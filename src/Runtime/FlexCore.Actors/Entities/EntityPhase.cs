namespace FlexCore.Actors.Entities;

/// <summary>Where an entity is in its stay in memory.</summary>
internal enum EntityPhase
{
    /// <summary>Nothing is known; the next command loads.</summary>
    Unloaded,

    /// <summary>Commands are decided.</summary>
    Ready,

    /// <summary>A commit failed; nothing is decided until the commits behind it have ended, then the entity reloads.</summary>
    RollingBack,

    /// <summary>Waiting before the next attempt to load.</summary>
    BackingOff,

    /// <summary>The history is contradictory; every command gets that error until the entity leaves memory.</summary>
    Failed,
}
