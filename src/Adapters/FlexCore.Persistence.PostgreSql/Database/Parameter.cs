using Npgsql;

namespace FlexCore.Persistence.PostgreSql.Database;

/// <summary>Parameters without names and without boxing.</summary>
internal static class Parameter
{
    public static NpgsqlParameter Of<T>(T value) => new NpgsqlParameter<T> { TypedValue = value };
}
