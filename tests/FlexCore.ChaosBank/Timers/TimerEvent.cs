namespace FlexCore.ChaosBank.Timers;

/// <summary>What happens to a timer.</summary>
public abstract record TimerEvent;

/// <summary>A holder of the singleton's lease has begun.</summary>
public sealed record Fenced(long Epoch) : TimerEvent;

/// <summary>A due time had its effect.</summary>
public sealed record Fired(long Epoch, long Number) : TimerEvent;
