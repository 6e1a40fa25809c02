using System.Globalization;
using FlexCore.Application.Feed;
using FlexCore.Persistence.Sqlite.Database;

namespace FlexCore.Persistence.Sqlite.ReadModels;

/// <summary>Which store the events are of. Used by one thread at a time.</summary>
internal sealed class OriginTable(SqliteDatabase database)
{
    private readonly SqliteStatement _read = database.Prepare("SELECT store, restore_epoch FROM origin");
    private readonly SqliteStatement _save = database.Prepare("INSERT OR REPLACE INTO origin (id, store, restore_epoch) VALUES (1, ?1, ?2)");

    public StoreIdentity? Read()
    {
        var found = _read.Step() && Guid.TryParse(_read.Text(0), CultureInfo.InvariantCulture, out var id) ? new StoreIdentity(id, _read.Number(1)) : null;
        _read.Reset();
        return found;
    }

    public void Save(StoreIdentity origin)
    {
        _save.BindText(1, origin.Id.ToString("D"));
        _save.Bind(2, origin.RestoreEpoch);
        _save.Run();
    }
}
