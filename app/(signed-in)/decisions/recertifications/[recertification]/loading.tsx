import { Loading } from '../../../../../components/Loading.tsx';

export default () => <Loading shape="table" />;
