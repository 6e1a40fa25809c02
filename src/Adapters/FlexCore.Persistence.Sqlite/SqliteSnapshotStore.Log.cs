using Microsoft.Extensions.Logging;

namespace FlexCore.Persistence.Sqlite;

internal sealed partial class SqliteSnapshotStore
{
    [LoggerMessage(3010, LogLevel.Warning, "The snapshot of '{Stream}' does not match its checksum; the entity is replayed from its events")]
    private partial void LogDamaged(string stream);
}
