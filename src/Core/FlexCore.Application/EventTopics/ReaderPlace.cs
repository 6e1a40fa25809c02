namespace FlexCore.Application.EventTopics;

/// <summary>A reader's place at a topic's desk, taken until it is disposed. Owned by the reader.</summary>
internal sealed class ReaderPlace : IDisposable
{
    private readonly TopicDesk _desk;
    private readonly TopicConsumer? _consumer;

    /// <summary>Takes the place.</summary>
    /// <param name="desk">The desk, entered by the reader; disposing leaves it.</param>
    /// <param name="consumer">How the backlog counts the reader, or null when it does not.</param>
    public ReaderPlace(TopicDesk desk, TopicConsumer? consumer)
    {
        _desk = desk;
        _consumer = consumer;
        if (consumer is not null)
        {
            desk.Add(consumer);
        }
    }

    public void Dispose()
    {
        if (_consumer is not null)
        {
            _desk.Remove(_consumer);
        }

        _desk.Leave();
    }
}
