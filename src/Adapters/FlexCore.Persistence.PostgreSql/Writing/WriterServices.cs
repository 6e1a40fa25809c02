using FlexCore.Persistence.Metrics;
using Microsoft.Extensions.Logging;

namespace FlexCore.Persistence.PostgreSql.Writing;

/// <summary>What a writer works with.</summary>
/// <param name="Observer">Learns of commits.</param>
/// <param name="Instruments">Counts.</param>
/// <param name="Time">Measures pauses.</param>
/// <param name="Logger">Receives failures.</param>
internal sealed record WriterServices(IWriterObserver Observer, JournalInstruments Instruments, TimeProvider Time, ILogger Logger);
