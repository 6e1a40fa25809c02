using FlexCore.Application.Privacy.Keys;
using FlexCore.Application.SystemJobs;

namespace FlexCore.Application.Privacy.Subjects;

/// <summary>After a rotation of the master key wraps every person's key by the current one, so that the older one can be taken away.</summary>
/// <remarks>Run by one loop. Twice at once does no harm: a key that somebody else has wrapped meanwhile stays as it is.</remarks>
/// <param name="store">The keys.</param>
/// <param name="ring">Wraps them.</param>
/// <param name="masters">The master keys.</param>
/// <param name="options">How often.</param>
public sealed class RewrapJob(ISubjectKeyStore store, SubjectKeyRing ring, IMasterKeys masters, PrivacyOptions options) : ISystemJob
{
    private const int PageSize = 500;

    /// <inheritdoc/>
    public string Name => "key-rewrap";

    /// <inheritdoc/>
    public string Description => "Wraps the keys of persons by the current master key after it was rotated.";

    /// <inheritdoc/>
    public TimeSpan Period => options.RewrapInterval;

    /// <inheritdoc/>
    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var (seen, wrapped) = (0L, 0L);
        SubjectKey? last = null;
        while (await store.ListAsync(null, last, PageSize, cancellationToken).ConfigureAwait(false) is { Count: > 0 } page)
        {
            last = page[^1];
            foreach (var key in page.Where(static key => !key.IsForgotten))
            {
                seen++;
                wrapped += await ring.RewrapAsync(key, cancellationToken).ConfigureAwait(false) ? 1 : 0;
            }

            if (page.Count < PageSize)
            {
                break;
            }
        }

        return seen == 0 ? "no keys" : FormattableString.Invariant($"{wrapped} of {seen} keys wrapped by '{masters.Current.Id}'");
    }
}
