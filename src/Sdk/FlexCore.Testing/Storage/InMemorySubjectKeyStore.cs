using FlexCore.Application.Privacy.Keys;
using FlexCore.Domain;

namespace FlexCore.Testing.Storage;

/// <summary>The keys of persons in memory. Thread-safe.</summary>
internal sealed class InMemorySubjectKeyStore : ISubjectKeyStore
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, SubjectKey> _keys = new(StringComparer.Ordinal);

    public ValueTask<SubjectKey?> FindAsync(TenantId tenant, string subject, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return ValueTask.FromResult(_keys.GetValueOrDefault(NameOf(tenant, subject)));
        }
    }

    public ValueTask<SubjectKey> AddAsync(SubjectKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        lock (_gate)
        {
            var name = NameOf(key.Tenant, key.Subject);
            _keys.TryAdd(name, key with { Wrapped = key.Wrapped.ToArray() });
            return ValueTask.FromResult(_keys[name]);
        }
    }

    public ValueTask<bool> RewrapAsync(SubjectKey known, string masterId, ReadOnlyMemory<byte> wrapped, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(known);
        lock (_gate)
        {
            var name = NameOf(known.Tenant, known.Subject);
            if (!_keys.TryGetValue(name, out var kept) || kept.IsForgotten || kept.KeyId != known.KeyId || kept.MasterId != known.MasterId)
            {
                return ValueTask.FromResult(false);
            }

            _keys[name] = kept with { MasterId = masterId, Wrapped = wrapped.ToArray() };
            return ValueTask.FromResult(true);
        }
    }

    public ValueTask<SubjectKey?> ForgetAsync(TenantId tenant, string subject, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var name = NameOf(tenant, subject);
            if (!_keys.TryGetValue(name, out var kept))
            {
                return ValueTask.FromResult<SubjectKey?>(null);
            }

            if (!kept.IsForgotten)
            {
                _keys[name] = kept = kept with { Wrapped = default, ForgottenAt = at };
            }

            return ValueTask.FromResult<SubjectKey?>(kept);
        }
    }

    public ValueTask<IReadOnlyList<SubjectKey>> ListAsync(TenantId? tenant, SubjectKey? after, int limit, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var behind = after is null ? null : NameOf(after.Tenant, after.Subject);
            return ValueTask.FromResult<IReadOnlyList<SubjectKey>>(
            [
                .. _keys.Where(pair => (tenant is null || pair.Value.Tenant == tenant) && (behind is null || string.CompareOrdinal(pair.Key, behind) > 0)).Take(limit).Select(static pair => pair.Value),
            ]);
        }
    }

    // A tenant's name has no control characters, so the order is by tenant, then by person.
    private static string NameOf(TenantId tenant, string subject) => $"{tenant.Value}\u0001{subject}";
}
