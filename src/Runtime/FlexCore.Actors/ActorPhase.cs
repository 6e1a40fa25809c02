namespace FlexCore.Actors;

/// <summary>Where an actor is in its life.</summary>
internal enum ActorPhase
{
    /// <summary>No instance was made yet.</summary>
    New,

    /// <summary>An instance handles messages, or has just failed.</summary>
    Running,

    /// <summary>The failed instance is gone; a restart or the end follows.</summary>
    Discarded,

    /// <summary>Waiting before the next instance.</summary>
    BackingOff,

    /// <summary>Answering what still waits, then closed.</summary>
    Closing,
}
