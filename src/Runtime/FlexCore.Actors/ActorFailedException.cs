namespace FlexCore.Actors;

/// <summary>The actor failed on this message. The inner exception is what it threw.</summary>
public sealed class ActorFailedException : ActorException
{
    internal ActorFailedException(string actor, Exception cause)
        : base(actor, $"Actor '{actor}' failed on the message: {cause.Message}", cause)
    {
    }
}
