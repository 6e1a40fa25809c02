using FlexCore.Domain;

namespace FlexCore.Application.Retention;

/// <summary>How far the events of a stream were taken away.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Version">The last version whose content is gone; every one before it is gone, too.</param>
/// <param name="Hash">SHA-256, chained over the lines of all events that are gone, see <see cref="ArchiveLines"/>: whoever has the archive can make it again.</param>
/// <param name="At">When it last moved.</param>
public sealed record ScavengeMark(EntityId Stream, long Version, ReadOnlyMemory<byte> Hash, DateTimeOffset At);
