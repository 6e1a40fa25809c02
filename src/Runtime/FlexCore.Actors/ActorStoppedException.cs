namespace FlexCore.Actors;

/// <summary>The actor has stopped and will not answer.</summary>
public sealed class ActorStoppedException : ActorException
{
    internal ActorStoppedException(string actor, Exception? cause)
        : base(actor, $"Actor '{actor}' has stopped" + (cause is null ? "." : $" after too many failures: {cause.Message}"), cause)
    {
    }
}
