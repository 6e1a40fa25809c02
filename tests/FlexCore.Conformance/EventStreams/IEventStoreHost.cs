using FlexCore.Application.EventStreams;

namespace FlexCore.Conformance.EventStreams;

/// <summary>An event store opened for a test.</summary>
public interface IEventStoreHost : IAsyncDisposable
{
    /// <summary>The store.</summary>
    IEventStore Store { get; }

    /// <summary>Loses everything that is not durable, as a crash would, and goes on.</summary>
    Task CrashAsync();
}
