using Microsoft.Extensions.Logging;

namespace FlexCore.Persistence.PostgreSql;

internal sealed partial class PostgresSnapshotStore
{
    [LoggerMessage(3120, LogLevel.Warning, "The snapshot of '{Stream}' does not match its checksum; the entity is replayed from its events")]
    private partial void LogDamaged(string stream);
}
