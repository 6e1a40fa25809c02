using FlexCore.Application.EventTopics;

namespace FlexCore.Conformance.EventTopics;

/// <summary>An implementation of event topics under test, and a way to crash it.</summary>
public interface IEventTopicsHost : IAsyncDisposable
{
    /// <summary>The topics; another instance after a crash.</summary>
    IEventTopics Topics { get; }

    /// <summary>Ends the process's memory and starts again on what is stored. An implementation without storage does nothing.</summary>
    Task CrashAsync();
}
